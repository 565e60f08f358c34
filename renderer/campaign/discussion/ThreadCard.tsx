import { useEffect, useRef, useState, type ReactNode } from 'react';
import { can } from '../../../domain/people/can.ts';
import type { Said, Thread } from '../../../domain/state.ts';
import { newId } from '../../app/new-id.ts';
import { sayOutcome } from '../../app/say-outcome.ts';
import { usePendingIds, useWorkspace } from '../../client/hooks.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { classes } from '../../ui/classes.ts';
import { firstName } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { announce } from '../announce.ts';
import { chooseThread, useDesk } from '../desk.ts';
import { useGo, useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { placeOfText } from '../place.ts';
import { LeadWarning } from '../text/LeadWarning.tsx';
import { ChangedWords, Words } from '../words/Words.tsx';
import type { PlacedThread } from './placed.ts';
import { closers } from './closers.ts';
import { NO_REASON } from './no-reason.ts';
import styles from './Discussion.module.css';

const c = classes(styles);

/** One thread with all that was said in it, and what this person may do about it. */
export const ThreadCard = ({ placed: { thread, text, orphaned, edited } }: { placed: PlacedThread }) => {
  const { id: campaign } = useOpenCampaign();
  const workspace = useWorkspace();
  const team = useTeam();
  const me = useMe();
  const go = useGo();
  const pending = usePendingIds();
  const selected = useDesk((desk) => desk.thread === thread.id);
  const asLead = useDesk((desk) => desk.writesAsLead);
  const [replying, setReplying] = useState(false);
  const [warning, setWarning] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (selected) card.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const waits = pending.has(thread.id);
  const open = thread.state === 'open';
  const talks = can(me, 'comment', team.policy, campaign);
  const discusses = can(me, 'discuss', team.policy, campaign);
  const writes = can(me, text.startsWith('brief/') ? 'write brief' : 'write copy', team.policy);
  const closes = closers(thread, team, me);
  const say = async (sent: ReturnType<typeof workspace.send>, done: string) => {
    if (await sayOutcome(sent)) announce(done);
  };
  const accept = () =>
    void say(
      workspace.send({ kind: 'accept suggestion', campaign, thread: thread.id }),
      'The suggestion is in the text.',
    );
  const choose = () => {
    chooseThread(thread.id);
    if (!orphaned) go(placeOfText(text));
  };
  return (
    <article
      ref={card}
      className={c('card', selected && 'on', waits && 'pending')}
      data-thread={thread.id}
      aria-label={`${thread.replacement ? 'Suggestion' : 'Comment'} by ${firstName(team.members[thread.by]?.name ?? 'someone')}`}
    >
      <Who by={thread.by} at={thread.at} does={thread.replacement ? 'suggests' : ''}>
        {waits ? (
          <Badge icon="laptop">waits to be sent</Badge>
        ) : thread.state === 'accepted' ? (
          <Badge tone="good" icon="check">
            Accepted
          </Badge>
        ) : thread.state === 'declined' ? (
          <Badge icon="x">Declined</Badge>
        ) : thread.state === 'resolved' ? (
          <Badge icon="check">Resolved</Badge>
        ) : thread.blocking ? (
          <Badge tone="stop" icon="block">
            Blocking
          </Badge>
        ) : orphaned ? (
          <Badge outlined>Orphaned</Badge>
        ) : null}
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
      {thread.comment.body?.text !== NO_REASON && <Comment said={thread.comment} />}
      {thread.replies.map((reply) => (
        <div key={reply.id} className={c('reply')}>
          <Who by={reply.by} at={reply.at} does="">
            {pending.has(reply.id) && <Badge icon="laptop">waits to be sent</Badge>}
          </Who>
          <Comment said={reply.comment} />
        </div>
      ))}
      {open && orphaned && <p className={c('why')}>Its words are gone. It finds them again if they come back.</p>}
      {open && edited && !orphaned && <p className={c('why')}>The words have changed since.</p>}
      {thread.closed && (
        <p className={c('why')}>
          {{ resolved: 'Resolved', accepted: 'Accepted', declined: 'Declined', open: '' }[thread.state]} by{' '}
          {firstName(team.members[thread.closed.by]?.name ?? 'someone')} <TimeAgo at={thread.closed.at} />
        </p>
      )}
      {open && thread.blocking && !closes.mine && (
        <p className={c('why')}>
          <Icon name="lock" small />
          Only {closes.names} can close this.
        </p>
      )}
      {replying ? (
        <ReplyForm
          campaign={campaign}
          thread={thread}
          onClose={() => {
            setReplying(false);
          }}
        />
      ) : (
        talks && (
          <div className={c('acts')}>
            {open && thread.replacement && writes && (
              <>
                <Button
                  size="small"
                  kind="primary"
                  icon="check"
                  onPress={() => {
                    if (me.role === 'sales-lead' && !asLead) setWarning(true);
                    else accept();
                  }}
                >
                  Accept
                </Button>
                <Button
                  size="small"
                  onPress={() =>
                    void say(workspace.send({ kind: 'decline suggestion', campaign, thread: thread.id }), 'Declined.')
                  }
                >
                  Decline
                </Button>
              </>
            )}
            {open && (
              <Button
                size="small"
                kind="quiet"
                onPress={() => {
                  setReplying(true);
                }}
              >
                Reply
              </Button>
            )}
            {open && thread.replacement && !writes && thread.by === me.id && (
              <Button
                size="small"
                kind="quiet"
                icon="undo"
                onPress={() =>
                  void say(
                    workspace.send({ kind: 'decline suggestion', campaign, thread: thread.id }),
                    'Your suggestion is taken back.',
                  )
                }
              >
                Take it back
              </Button>
            )}
            {open && discusses && !thread.replacement && closes.mine && (
              <Button
                size="small"
                kind="quiet"
                icon="check"
                onPress={() =>
                  void say(workspace.send({ kind: 'resolve thread', campaign, thread: thread.id }), 'Thread resolved.')
                }
              >
                Resolve
              </Button>
            )}
            {open && discusses && (!thread.blocking || closes.mine) && (
              <span className={c('end')}>
                <Menu
                  label="More about this thread"
                  size="small"
                  items={[
                    {
                      id: 'block',
                      label: thread.blocking ? 'Stop blocking' : 'Make it blocking',
                      icon: 'block',
                      hint: thread.blocking ? undefined : 'No version can be signed until it is closed.',
                      onAction: () =>
                        void say(
                          workspace.send({
                            kind: 'set blocking',
                            campaign,
                            thread: thread.id,
                            blocking: !thread.blocking,
                          }),
                          thread.blocking ? 'The thread blocks no longer.' : 'The thread blocks signing now.',
                        ),
                    },
                  ]}
                />
              </span>
            )}
            {discusses && (thread.state === 'resolved' || thread.state === 'declined') && (
              <Button
                size="small"
                kind="quiet"
                icon="undo"
                onPress={() =>
                  void say(workspace.send({ kind: 'reopen thread', campaign, thread: thread.id }), 'Thread open again.')
                }
              >
                Open again
              </Button>
            )}
          </div>
        )
      )}
      {warning && (
        <LeadWarning
          deed="accept"
          onGoOn={accept}
          onClose={() => {
            setWarning(false);
          }}
        />
      )}
    </article>
  );
};

const Comment = ({ said }: { said: Said }) =>
  said.body ? <p className={c('words')}>{said.body.text}</p> : <p className={c('why')}>The words were erased.</p>;

const Who = ({ by, at, does, children }: { by: string; at: string; does: string; children: ReactNode }) => {
  const team = useTeam();
  const member = team.members[by];
  return (
    <div className={c('who')}>
      <Avatar name={member?.name ?? 'Someone'} role={member?.role ?? 'viewer'} hue={hueOf(team, by)} size="small" />
      <b>{firstName(member?.name ?? 'Someone')}</b>
      <span>
        {does !== '' && `${does}, `}
        <TimeAgo at={at} />
      </span>
      <span className={c('badge')}>{children}</span>
    </div>
  );
};

const ReplyForm = ({ campaign, thread, onClose }: { campaign: string; thread: Thread; onClose: () => void }) => {
  const workspace = useWorkspace();
  const [comment, setComment] = useState('');
  const send = async () => {
    if (comment.trim() === '') return;
    const sent = workspace.send({
      kind: 'reply',
      campaign,
      thread: thread.id,
      reply: newId(),
      comment: comment.trim(),
    });
    if (!(await sayOutcome(sent))) return;
    announce('Reply added.');
    onClose();
  };
  return (
    <div className={c('form')}>
      <TextArea
        label="Reply"
        hideLabel
        value={comment}
        onChange={setComment}
        onSubmit={() => void send()}
        placeholder="Reply"
        rows={2}
        maxLength={10_000}
        takesFocus
      />
      <div className={c('acts')}>
        <Button size="small" kind="primary" kbd="Mod+Enter" onPress={() => void send()}>
          Reply
        </Button>
        <Button size="small" kind="quiet" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  );
};
