import type { CommandOf } from '../command.ts';
import type { Context, Decision } from '../gate/context.ts';
import { happens, hereIn, isRefusal, nameIn, notAllowed, reason, refuse, unless, type Here } from '../gate/refuse.ts';
import type { Reason, Refusal } from '../gate/refusal.ts';
import { can } from '../people/can.ts';
import type { Member } from '../people/member.ts';
import type { Thread, WorkspaceState } from '../state.ts';

const mayTalk = (state: WorkspaceState, { member, campaign }: Here, action: 'comment' | 'discuss'): Reason[] => {
  if (can(member, action, state.policy, campaign.id)) return [];
  return [
    notAllowed(
      member.guest
        ? 'Your guest link is for comments on one campaign. Write this as a comment there.'
        : 'Viewers read. Ask an admin for a role in which you can comment.',
    ),
  ];
};

type AtThread = { member: Member; thread: Thread };
/** The discussing member and the thread, or why not. */
const threadIn = (
  state: WorkspaceState,
  command: { campaign: string; thread: string },
  context: Context,
  action: 'comment' | 'discuss' = 'discuss',
): AtThread | Refusal => {
  const here = hereIn(state, command.campaign, context);
  if (isRefusal(here)) return here;
  const reasons = mayTalk(state, here, action);
  if (reasons.length > 0) return refuse(...reasons);
  const thread = here.campaign.threads[command.thread];
  return thread
    ? { member: here.member, thread }
    : refuse(reason('unknown thread', 'There is no such thread in this campaign.'));
};

export const startThread = (state: WorkspaceState, command: CommandOf<'start thread'>, context: Context): Decision => {
  const { campaign: id, thread, anchor, comment, blocking, replacement } = command;
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const reasons = mayTalk(state, here, blocking || replacement !== null ? 'discuss' : 'comment');
  if (here.campaign.threads[thread]) reasons.push(reason('already exists', 'This thread was started already.'));
  const { quote, before, after, ...place } = anchor;
  return unless(reasons, () => [
    {
      kind: 'thread started',
      campaign: id,
      data: { thread, anchor: place, blocking, suggests: replacement !== null },
      texts: { quote, before, after, comment, ...(replacement !== null && { replacement }) },
    },
  ]);
};

export const reply = (state: WorkspaceState, command: CommandOf<'reply'>, context: Context): Decision => {
  const found = threadIn(state, command, context, 'comment');
  if (isRefusal(found)) return found;
  const { campaign, thread, reply: id, comment } = command;
  if (found.thread.replies.some((known) => known.id === id))
    return refuse(reason('already exists', 'This reply was sent already.'));
  return happens({ kind: 'replied', campaign, data: { thread, reply: id }, texts: { comment } });
};

/** A blocking thread is closed by who opened it or by a sales lead: nobody argues it away for them. */
const mayClose = ({ member, thread }: AtThread): boolean =>
  !thread.blocking || thread.by === member.id || member.role === 'sales-lead';
const closers = (state: WorkspaceState, thread: Thread): Reason =>
  reason(
    'only the opener closes it',
    `Only ${nameIn(state, thread.by)} or a sales lead can close this blocking thread.`,
    {
      go: 'thread',
      thread: thread.id,
    },
  );
const isClosed = (state: WorkspaceState, { state: now, closed }: Thread): Reason[] =>
  now === 'open'
    ? []
    : [reason('already decided', `${closed ? nameIn(state, closed.by) : 'Somebody'} closed this thread already.`)];

export const resolveThread = (
  state: WorkspaceState,
  command: CommandOf<'resolve thread'>,
  context: Context,
): Decision => {
  const found = threadIn(state, command, context);
  if (isRefusal(found)) return found;
  if (found.thread.state === 'resolved') return happens();
  const reasons = isClosed(state, found.thread);
  if (!mayClose(found)) reasons.push(closers(state, found.thread));
  const { campaign, thread } = command;
  return unless(reasons, () => [{ kind: 'thread resolved', campaign, data: { thread } }]);
};

export const reopenThread = (
  state: WorkspaceState,
  command: CommandOf<'reopen thread'>,
  context: Context,
): Decision => {
  const found = threadIn(state, command, context);
  if (isRefusal(found)) return found;
  if (found.thread.state === 'open') return happens();
  const { campaign, thread } = command;
  if (found.thread.state === 'accepted')
    return refuse(reason('already decided', 'This suggestion is in the text. Start a new thread about it.'));
  return happens({ kind: 'thread reopened', campaign, data: { thread } });
};

export const setBlocking = (state: WorkspaceState, command: CommandOf<'set blocking'>, context: Context): Decision => {
  const found = threadIn(state, command, context);
  if (isRefusal(found)) return found;
  const { campaign, thread, blocking } = command;
  if (found.thread.blocking === blocking) return happens();
  const reasons = isClosed(state, found.thread);
  if (!blocking && !mayClose(found)) reasons.push(closers(state, found.thread));
  return unless(reasons, () => [{ kind: 'blocking set', campaign, data: { thread, blocking } }]);
};

/** Reasons that hold for both answers to a suggestion. */
const suggestionReasons = (state: WorkspaceState, { thread }: AtThread): Reason[] => [
  ...(thread.replacement ? [] : [reason('no suggestion', 'This thread proposes no other words.')]),
  ...isClosed(state, thread),
];
const mayWrite = (state: WorkspaceState, { member, thread }: AtThread): boolean =>
  can(member, thread.anchor.text.startsWith('brief/') ? 'write brief' : 'write copy', state.policy);

/** Only who may write the text may take words into it. */
export const acceptSuggestion = (
  state: WorkspaceState,
  command: CommandOf<'accept suggestion'>,
  context: Context,
): Decision => {
  const found = threadIn(state, command, context);
  if (isRefusal(found)) return found;
  const reasons = suggestionReasons(state, found);
  if (!mayWrite(state, found))
    reasons.push(notAllowed('Only people who may write this text can take a suggestion into it.'));
  if (!mayClose(found)) reasons.push(closers(state, found.thread));
  const { campaign, thread } = command;
  const proposer = found.thread.by;
  return unless(reasons, () => [{ kind: 'suggestion accepted', campaign, data: { thread, proposer } }]);
};

export const declineSuggestion = (
  state: WorkspaceState,
  command: CommandOf<'decline suggestion'>,
  context: Context,
): Decision => {
  const found = threadIn(state, command, context);
  if (isRefusal(found)) return found;
  const reasons = suggestionReasons(state, found);
  if (!mayWrite(state, found) && found.thread.by !== found.member.id)
    reasons.push(notAllowed('Only people who may write this text, or whoever suggested it, can decline a suggestion.'));
  if (!mayClose(found)) reasons.push(closers(state, found.thread));
  const { campaign, thread } = command;
  return unless(reasons, () => [{ kind: 'suggestion declined', campaign, data: { thread } }]);
};
