import styles from './Mark.module.css';

/** The logo: who writes, and who signs. */
export const Mark = ({ size = 20 }: { size?: number }) => (
  <svg className={styles['mark']} viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
    <path fill="currentColor" d="M1.2 14h6l5.1 9.2L9.6 28H8.9z" />
    <path className={styles['signs']} d="M24 5h6L17.2 28h-6z" />
  </svg>
);
