import { useEffect, useRef } from 'react';
import { usePendingIds } from '../../client/hooks.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { classes } from '../../ui/classes.ts';
import { firstName } from '../../ui/format.ts';
import { chooseThread, useDesk } from '../desk.ts';
import { useGo, useMe, useTeam } from '../open-campaign.ts';
import { placeOfText } from '../place.ts';
import { ChangedWords, Words } from '../words/Words.tsx';
import { closers } from './closers.ts';
import { saysMore } from './comment-for.ts';
import type { PlacedThread } from './placed.ts';
import { Remark, Who } from './Remark.tsx';
import { ThreadActions } from './ThreadActions.tsx';
import { ThreadState } from './ThreadState.tsx';
import { useFocusKept } from './use-focus.ts';
import styles from './Discussion.module.css';

const c = classes(styles);

/** One thread with all that was said in it, and what this person may do about it. */
export const ThreadCard = ({ placed: { thread, text, orphaned, edited } }: { placed: PlacedThread }) => {
  const team = useTeam();
  const me = useMe();
  const go = useGo();
  const pending = usePendingIds();
  const selected = useDesk((desk) => desk.thread === thread.id);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (selected) card.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const open = thread.state === 'open';
  const closes = closers(thread, team, me);
  const name = (id: string) => firstName(team.members[id]?.name ?? 'someone');
  const choose = () => {
    chooseThread(thread.id);
    if (!orphaned) go(placeOfText(text));
  };
  const kept = useFocusKept(card);
  return (
    // What is in it takes the focus itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      ref={card}
      {...kept}
      className={c('card', selected && 'selected', pending.has(thread.id) && 'pending')}
      data-thread={thread.id}
      tabIndex={-1}
      aria-label={`${thread.replacement ? 'Suggestion' : 'Comment'} by ${name(thread.by)}`}
    >
      <Who by={thread.by} at={thread.at} does={thread.replacement ? 'suggests' : ''}>
        <ThreadState thread={thread} waits={pending.has(thread.id)} orphaned={orphaned} />
      </Who>
      {thread.replacement && !orphaned ? (
        <button type="button" className={c('swap')} onClick={choose} title="Show it in the text">
          <ChangedWords before={thread.quote.body?.text ?? ''} after={thread.replacement.body?.text ?? ''} />
        </button>
      ) : (
        <button
          type="button"
          className={c('quote', orphaned && 'gone')}
          onClick={choose}
          title={orphaned ? undefined : 'Show it in the text'}
        >
          {thread.quote.body ? <Words text={thread.quote.body.text} /> : 'The words were erased.'}
        </button>
      )}
      {thread.replacement && orphaned && (
        <p className={c('copy')}>
          Suggested: <Words text={thread.replacement.body?.text ?? 'erased'} />
        </p>
      )}
      {saysMore(thread) && <Remark said={thread.comment} />}
      {thread.replies.map((reply) => (
        <div key={reply.id} className={c('reply')}>
          <Who by={reply.by} at={reply.at}>
            {pending.has(reply.id) && <Badge icon="laptop">waits to be sent</Badge>}
          </Who>
          <Remark said={reply.comment} />
        </div>
      ))}
      {open && orphaned && (
        <p className={c('why')}>The text it refers to was deleted. It is found again if that text comes back.</p>
      )}
      {open && edited && !orphaned && <p className={c('why')}>The words have changed since.</p>}
      {thread.closed && (
        <p className={c('why')}>
          {{ resolved: 'Resolved', accepted: 'Accepted', declined: 'Declined', open: '' }[thread.state]} by{' '}
          {name(thread.closed.by)} <TimeAgo at={thread.closed.at} />
        </p>
      )}
      {open && thread.blocking && !closes.mine && (
        <p className={c('why')}>
          <Icon name="lock" small />
          Only {closes.names} can close this.
        </p>
      )}
      <ThreadActions thread={thread} text={text} />
    </article>
  );
};
