import { classes } from './classes.ts';
import styles from './CountersignLine.module.css';

const c = classes(styles);

export type Party = { name: string; note?: string | undefined };

/**
 * Two rules that meet: left who asked, right who signs; `right` is null while it is open. Blue only where `signed`, since a
 * joint decision is not a signature. `draws` draws the second stroke once, when the server has confirmed it.
 */
export const CountersignLine = ({
  left,
  right,
  awaits,
  signed,
  draws = false,
}: {
  left: Party;
  right: Party | null;
  /** Whose name would stand on the right; said while it is open. */
  awaits?: Party | undefined;
  signed: boolean;
  draws?: boolean;
}) => {
  const met = right !== null;
  const says = `Asked by ${left.name}, ${met ? `${signed ? 'signed' : 'agreed'} by ${right.name}` : 'not signed yet'}`;
  return (
    <figure className={c('line', !met && 'open', met && signed && 'signed', draws && 'draws')} aria-label={says}>
      <div className={c('left')}>
        <span className={c('name')}>{left.name}</span>
      </div>
      <svg viewBox="0 0 56 44" aria-hidden="true">
        <path className={c('a')} d="M0 43H28L14 23" />
        <path className={c('b')} d="M56 43H28" />
        <path className={c('b', 'second')} d="M54 3 28 43" />
      </svg>
      <div className={c('right')}>
        <span className={c('name')}>{(right ?? awaits)?.name ?? 'open'}</span>
      </div>
      <div className={c('note')}>{left.note}</div>
      <span />
      <div className={c('note', 'end')}>{(right ?? awaits)?.note}</div>
    </figure>
  );
};
