import { Strokes } from '../ui/Strokes.tsx';
import { classes } from '../ui/classes.ts';
import styles from './Start.module.css';

const c = classes(styles);

/** The heading of a way in; without `title` that of the start itself. */
export const StartHead = ({ title }: { title?: string }) => (
  <header className={c('head')}>
    {title === undefined && <Strokes kind="met" width={132} />}
    <h1 className={c('title', title !== undefined && 'smaller')}>{title ?? 'Written together, signed by one'}</h1>
    {title === undefined && (
      <p className={c('lead')}>Plan a campaign with sales, and launch exactly the text that was signed.</p>
    )}
  </header>
);
