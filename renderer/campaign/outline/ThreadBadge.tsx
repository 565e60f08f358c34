import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { count } from '../../ui/format.ts';
import type { ThreadCount } from '../discussion/thread-counts.ts';
import styles from './Outline.module.css';

const c = classes(styles);

/** How many threads are open in a place; a diamond where one of them blocks. */
export const ThreadBadge = ({ count: counted }: { count: ThreadCount | undefined }) => {
  if (!counted || counted.open === 0) return null;
  const { open, blocking } = counted;
  return (
    <span className={c('threads', blocking > 0 && 'blocking')}>
      <Icon name={blocking > 0 ? 'block' : 'comment'} small />
      <span aria-hidden="true">{blocking > 0 ? blocking : open}</span>
      <span className="sr">{blocking > 0 ? count(blocking, 'blocking thread') : count(open, 'open thread')}</span>
    </span>
  );
};
