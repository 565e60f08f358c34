import styles from './Kbd.module.css';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Keys as they stand on this keyboard: `Mod+K` is ⌘ K on a Mac and Ctrl K elsewhere. */
export const keysOf = (keys: string): string[] =>
  keys.split('+').map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key));

export const Kbd = ({ children }: { children: string }) => (
  <span className={styles['keys']}>
    {keysOf(children).map((key) => (
      <kbd key={key} className={styles['key']}>
        {key}
      </kbd>
    ))}
  </span>
);
