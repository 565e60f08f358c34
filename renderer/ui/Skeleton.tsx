import styles from './Skeleton.module.css';

const widths = ['45%', '92%', '97%', '58%', '84%', '71%'];

/** Lines where text will stand. Nothing is drawn for the first 200 ms, so that a quick answer does not flicker. */
export const Skeleton = ({ lines = 4, label = 'Loading' }: { lines?: number; label?: string }) => (
  <output className={styles['skeleton']} aria-label={label}>
    {Array.from({ length: lines }, (_, index) => (
      <span key={index} style={{ inlineSize: widths[index % widths.length] }} />
    ))}
  </output>
);
