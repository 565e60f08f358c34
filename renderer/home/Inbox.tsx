import { hrefTo } from '../app/paths.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import type { WaitingCard } from './waiting.ts';
import styles from './Inbox.module.css';

const c = classes(styles);

/** How many stand in full; the rest is one line each. */
export const FULL = 4;

/** What waits for this member, and nothing else. The first four have the keys 1 to 4. */
export const Inbox = ({ cards }: { cards: WaitingCard[] }) => (
  <>
    <ul className={c('inbox')} data-count={Math.min(cards.length, FULL)}>
      {cards.slice(0, FULL).map((card, index) => (
        <li key={card.id} className={c('card')}>
          <span className={c('kind', card.tone)}>
            <Icon name={card.icon} />
            {card.word}
            <span className={c('when')}>
              {card.by}
              {card.at !== null && (
                <>
                  {card.by && ', '}
                  <TimeAgo at={card.at} />
                </>
              )}
            </span>
          </span>
          <h3 className={c('title')}>{card.title}</h3>
          <p className={c('says')}>{card.says}</p>
          <span className={c('acts')}>
            <a className={c('act', index === 0 && 'first')} href={hrefTo(card.path)}>
              {card.action}
              <span className="sr"> ({card.title})</span>
            </a>
            <Kbd>{String(index + 1)}</Kbd>
          </span>
        </li>
      ))}
    </ul>
    {cards.length > FULL && (
      <ul className={c('more')}>
        {cards.slice(FULL).map((card) => (
          <li key={card.id}>
            <a href={hrefTo(card.path)}>
              <Icon name={card.icon} small />
              <span>{card.word}:</span> {card.title}
            </a>
          </li>
        ))}
      </ul>
    )}
  </>
);
