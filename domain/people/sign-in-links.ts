import type { CommandOf } from '../command.ts';
import type { Context, Decision } from '../gate/context.ts';
import { actorOf, isRefusal, nameIn, notAllowed, reason, refuse, unless } from '../gate/refuse.ts';
import type { Reason } from '../gate/refusal.ts';
import type { Id } from '../id.ts';
import type { Invite, WorkspaceState } from '../state.ts';
import { can } from './can.ts';
import { activeLeads, isSecond } from './leads.ts';
import type { Member } from './member.ts';

/**
 * A link that signs in a member who has no device left, as themselves. Whoever opens it speaks in their name, so it is made only for
 * somebody who is signed in nowhere, is recorded when made and when used, and one that could sign takes two people: an admin asks for it,
 * and a sales lead who is neither that admin nor the member makes it, and is the one who is told it.
 */
export const makeSignInLink = (
  state: WorkspaceState,
  { invite, member: id, expires }: CommandOf<'make sign-in link'>,
  context: Context,
): Decision => {
  const by = actorOf(state, context);
  if (isRefusal(by)) return by;
  if (!can(by, 'manage members', state.policy))
    return refuse(notAllowed('Only an admin can do this. Ask one of yours.'));
  const member = state.members[id];
  if (!member) return refuse(reason('unknown member', 'There is no such member in this workspace.', { go: 'members' }));
  const reasons = faults(state, member, context);
  if (state.invites[invite]) reasons.push(reason('already exists', 'This link was made already.'));
  if (expires <= context.now) reasons.push(reason('in the past', 'A sign-in link must end later than now.'));
  if (id === by.id) reasons.push(notAllowed('Add a device of your own under Devices.'));
  if (member.role === 'sales-lead' && confirmers(state, by.id, id).length === 0)
    reasons.push(
      notAllowed(
        `${nameIn(state, id)} signs, so another sales lead has to confirm a link, and there is none. Whoever runs the server can make one there.`,
      ),
    );
  const kind = member.role === 'sales-lead' ? 'sign-in link proposed' : 'sign-in link made';
  return unless(reasons, () => [{ kind, data: { invite, member: id, expires }, campaign: null }]);
};

export const confirmSignInLink = (
  state: WorkspaceState,
  { invite: id }: CommandOf<'confirm sign-in link'>,
  context: Context,
): Decision => {
  const by = actorOf(state, context);
  if (isRefusal(by)) return by;
  const proposed = state.invites[id];
  const member = proposed?.member ? state.members[proposed.member] : undefined;
  if (!proposed || !member || proposed.state !== 'proposed')
    return refuse(reason('nothing proposed', 'This link is not asked for any more. Look again.', { go: 'members' }));
  const reasons = faults(state, member, context);
  if (!can(by, 'confirm sales lead', state.policy) || !confirmers(state, proposed.by, member.id).includes(by.id))
    reasons.push(
      notAllowed(`Another sales lead than ${nameIn(state, member.id)} has to confirm this: it takes two people.`),
    );
  if (!isAdmin(state.members[proposed.by]))
    reasons.push(notAllowed('Whoever asked for this link is no admin any more.'));
  if (proposed.expires <= context.now) reasons.push(reason('in the past', 'This link has expired. Ask for a new one.'));
  const { expires } = proposed;
  return unless(reasons, () => [
    { kind: 'sign-in link made', data: { invite: id, member: member.id, expires }, campaign: null },
  ]);
};

/** Why this member needs no such link, or may have none. */
const faults = (state: WorkspaceState, member: Member, context: Context): Reason[] => {
  const first = nameIn(state, member.id);
  const reasons: Reason[] = [];
  if (state.sample) reasons.push(notAllowed('In the sample every chair is free.'));
  if (member.guest) reasons.push(notAllowed('A guest comes back with a new guest link.'));
  if (member.suspended) reasons.push(notAllowed(`${first} is suspended. Let ${first} back in first.`));
  const devices = context.devices(member.id);
  if (devices > 0)
    reasons.push(
      reason(
        'signed in',
        `${first} is signed in on ${devices === 1 ? 'a device' : `${devices} devices`} and can add another one there. If ${devices === 1 ? 'it is' : 'they are'} lost, sign ${devices === 1 ? 'it' : 'them'} out under Devices first.`,
        { go: 'members' },
      ),
    );
  return reasons;
};

const isAdmin = (member: Member | undefined): boolean => member?.admin === true && !member.suspended;

/** Sales leads whose word makes a link that was asked for by somebody else, whom they did not bring in, and signs another one in. */
export const confirmers = (state: WorkspaceState, by: Id, member: Id): Id[] =>
  activeLeads(state).filter((lead) => lead !== member && isSecond(state, lead, by));

/**
 * Whether a link that is open still admits: whoever asked for it is an admin, and whom it signs in may have one. A member who became a
 * sales lead since could now sign, which no lead has agreed to.
 */
export const isStillGood = (state: WorkspaceState, { by, member: id, confirmedBy }: Invite): boolean => {
  const member = id === null ? undefined : state.members[id];
  if (!member || member.suspended || !isAdmin(state.members[by])) return false;
  if (member.role !== 'sales-lead') return true;
  const lead = confirmedBy === null ? undefined : state.members[confirmedBy];
  return lead?.role === 'sales-lead' && !lead.suspended;
};
