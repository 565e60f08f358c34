import { useWorkspace } from '../client/hooks.ts';
import { classes } from '../ui/classes.ts';
import { weekdayTime } from '../ui/format.ts';
import { Inbox } from './Inbox.tsx';
import type { WaitingCard } from './waiting/card.ts';
import styles from './Home.module.css';

const c = classes(styles);

/** What waits for this person, over everything else. */
export const Waiting = ({ cards, now }: { cards: WaitingCard[]; now: Date }) => {
  const reads = useWorkspace().me().role === 'viewer';
  return (
    <section aria-labelledby="waiting" className={c('waiting')}>
      <header className={c('head')}>
        <h2 id="waiting" className={c('title')}>
          {cards.length > 0 ? 'Waiting for you' : reads ? 'Nothing waits for viewers' : 'You are up to date'}
        </h2>
        {cards.length > 0 && <span className={c('quiet')}>{cards.length}</span>}
        <time className={c('quiet', 'clock')} dateTime={now.toISOString()}>
          {weekdayTime(now)}
        </time>
      </header>
      {cards.length > 0 && <Inbox cards={cards} />}
    </section>
  );
};
