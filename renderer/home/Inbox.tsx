import { hrefTo } from '../app/paths.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { count } from '../ui/format.ts';
import { useWordsToRead } from './use-words-to-read.ts';
import type { WaitingCard } from './waiting/card.ts';
import { FULL, furtherLines } from './waiting/waiting.ts';
import styles from './Inbox.module.css';

const c = classes(styles);

/** What waits for this member, and nothing else. The first four have the keys 1 to 4; the rest is a line for each campaign. */
export const Inbox = ({ cards }: { cards: WaitingCard[] }) => {
  const further = furtherLines(cards);
  return (
    <>
      <ul className={c('inbox')} data-count={Math.min(cards.length, FULL)}>
        {cards.slice(0, FULL).map((card, index) => (
          <Card key={card.id} card={card} index={index} />
        ))}
      </ul>
      {further.length > 0 && (
        <ul className={c('more')}>
          {further.map(({ id, title, says, card }) => (
            <li key={id}>
              <a href={hrefTo(card.path)}>
                <Icon name={card.icon} small />
                <span>
                  <b>{title}:</b> {says}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

const Card = ({ card, index }: { card: WaitingCard; index: number }) => {
  const words = useWordsToRead(card.reads);
  return (
    <li className={c('card')}>
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
          {words ? `Read the ${count(words, 'word')}` : card.action}
          <span className="sr"> ({card.title})</span>
        </a>
        <Kbd>{String(index + 1)}</Kbd>
      </span>
    </li>
  );
};
