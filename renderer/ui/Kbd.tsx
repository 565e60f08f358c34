import styles from './Kbd.module.css';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Keys as they stand on this keyboard: `Mod+K` is ⌘ K on a Mac and Ctrl K elsewhere. */
export const keysOf = (keys: string): string[] =>
  keys.split('+').map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key));

/** Drawn beside what it does; read out only where it is the content itself, since it would become part of a button's name. */
export const Kbd = ({ children, read = false }: { children: string; read?: boolean }) => (
  <span className={styles['keys']} aria-hidden={read ? undefined : true}>
    {keysOf(children).map((key) => (
      <kbd key={key} className={styles['key']}>
        {key}
      </kbd>
    ))}
  </span>
);
