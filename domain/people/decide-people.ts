import type { CommandOf } from '../command.ts';
import type { Context, Decision } from '../gate/context.ts';
import { unrecordedPolicy } from '../gate/policy.ts';
import { actorOf, happens, isRefusal, nameIn, notAllowed, reason, refuse, unless } from '../gate/refuse.ts';
import type { Reason, Refusal } from '../gate/refusal.ts';
import { isLooser } from '../gate/stricter.ts';
import { canonicalText } from '../record/hash.ts';
import type { WorkspaceState } from '../state.ts';
import { can } from './can.ts';
import { activeLeads, endedBy, isSecond, needsLead } from './leads.ts';
import type { Member } from './member.ts';
import { nameFaultIn } from './name.ts';

const onlyAdmins = notAllowed('Only an admin can do this. Ask one of yours.');

const adminOf = (state: WorkspaceState, context: Context): Member | Refusal => {
  const member = actorOf(state, context);
  if (isRefusal(member)) return member;
  return can(member, 'manage members', state.policy) ? member : refuse(onlyAdmins);
};
const unknownMember: Reason = reason('unknown member', 'There is no such member in this workspace.', { go: 'members' });

export const inviteMember = (
  state: WorkspaceState,
  { invite, role, admin, expires, name }: CommandOf<'invite member'>,
  context: Context,
): Decision => {
  const by = adminOf(state, context);
  if (isRefusal(by)) return by;
  const reasons: Reason[] = [];
  if (state.invites[invite]) reasons.push(reason('already exists', 'This invite was made already.'));
  if (Date.parse(expires) <= Date.parse(context.now))
    reasons.push(reason('in the past', 'An invite must expire later than now.'));
  const data = { invite, role, admin, expires, ...(name !== undefined && { name }) };
  return unless(reasons, () => [{ kind: 'member invited', data, campaign: null }]);
};

/** A link to one campaign: whoever opens it first may read and comment there until it ends. */
export const inviteGuest = (
  state: WorkspaceState,
  { invite, campaign, expires }: CommandOf<'invite guest'>,
  context: Context,
): Decision => {
  const by = adminOf(state, context);
  if (isRefusal(by)) return by;
  const reasons: Reason[] = [];
  if (state.invites[invite]) reasons.push(reason('already exists', 'This invite was made already.'));
  if (!state.campaigns[campaign])
    reasons.push(reason('unknown campaign', 'There is no such campaign in this workspace.'));
  if (expires <= context.now) reasons.push(reason('in the past', 'A guest link must end later than now.'));
  return unless(reasons, () => [{ kind: 'guest invited', data: { invite, campaign, expires }, campaign: null }]);
};

export const revokeInvite = (
  state: WorkspaceState,
  { invite }: CommandOf<'revoke invite'>,
  context: Context,
): Decision => {
  const by = adminOf(state, context);
  if (isRefusal(by)) return by;
  const known = state.invites[invite];
  if (!known) return refuse(reason('unknown invite', 'There is no such invite.', { go: 'members' }));
  if (known.state === 'revoked') return happens();
  if (known.state === 'used')
    return refuse(reason('already decided', 'It was used already. Suspend the member instead.', { go: 'members' }));
  return happens({ kind: 'invite revoked', data: { invite }, campaign: null });
};

/** Why this member must stay an admin who is in. */
const lastAdmin = (state: WorkspaceState, id: string): Reason[] =>
  Object.values(state.members).some((member) => member.admin && !member.suspended && member.id !== id)
    ? []
    : [reason('last admin', `${nameIn(state, id)} is the only admin. Make another one first.`, { go: 'members' })];

export const changeRole = (
  state: WorkspaceState,
  { member: id, was, role, admin }: CommandOf<'change role'>,
  context: Context,
): Decision => {
  const by = adminOf(state, context);
  if (isRefusal(by)) return by;
  const member = state.members[id];
  if (!member) return refuse(unknownMember);
  if (member.role === role && member.admin === admin) return happens();
  const reasons: Reason[] = [];
  if (member.guest) reasons.push(notAllowed('A guest stays a guest of one campaign. Invite them as a member instead.'));
  if (member.role !== was)
    reasons.push(
      reason('stale value', `${nameIn(state, id)} is ${member.role} by now.`, {
        go: 'stale',
        now: member.role,
        by: '',
        at: context.now,
      }),
    );
  if (member.admin && !admin) reasons.push(...lastAdmin(state, id));
  if (member.role === 'sales-lead' && role !== 'sales-lead' && !otherLead(state, id))
    reasons.push(
      reason(
        'last sales lead',
        `${nameIn(state, id)} is the only sales lead. Make another one first, so that somebody can sign.`,
        {
          go: 'members',
        },
      ),
    );
  // What they ended themselves they may undo: it was confirmed once, and a slip must not cost a workspace its lead.
  const waits = needsLead(state, by.id) && !endedBy(state, id, by.id);
  const proposes = role === 'sales-lead' && member.role !== 'sales-lead' && waits;
  return unless(reasons, () => [
    proposes
      ? { kind: 'sales lead proposed', data: { member: id, admin, by: by.id }, campaign: null }
      : { kind: 'role changed', data: { member: id, role, admin }, campaign: null },
  ]);
};

/** Counts the suspended, too: a workspace that has no lead at all would let an admin make one alone. */
const otherLead = (state: WorkspaceState, id: string): boolean =>
  Object.values(state.members).some((member) => member.role === 'sales-lead' && member.id !== id);

export const suspendMember = (
  state: WorkspaceState,
  { member: id, suspended }: CommandOf<'suspend member'>,
  context: Context,
): Decision => {
  const by = adminOf(state, context);
  if (isRefusal(by)) return by;
  const member = state.members[id];
  if (!member) return refuse(unknownMember);
  if (member.suspended === suspended) return happens();
  const reasons = suspended ? (member.admin ? lastAdmin(state, id) : []) : nameTaken(state, member);
  return unless(reasons, () => [{ kind: 'member suspended', data: { member: id, suspended }, campaign: null }]);
};

/** Somebody else may have come under the name while its owner was shown out: two of one name would speak as one. */
const nameTaken = (state: WorkspaceState, { id, name }: Member): Reason[] => {
  if (nameFaultIn(state, id, name) === null) return [];
  const says = `Somebody who is called ${name}, or almost so, came in meanwhile. Suspend them first, or invite ${nameIn(state, id)} anew under a fuller name.`;
  return [reason('name taken', says, { go: 'members' })];
};

/** Two people make a sales lead: nobody confirms themselves, or what they or somebody they brought in proposed. */
export const confirmSalesLead = (
  state: WorkspaceState,
  { member: id }: CommandOf<'confirm sales lead'>,
  context: Context,
): Decision => {
  const by = actorOf(state, context);
  if (isRefusal(by)) return by;
  const proposed = state.proposedLeads[id];
  const reasons: Reason[] = [];
  if (!can(by, 'confirm sales lead', state.policy))
    reasons.push(notAllowed(`Only a sales lead can confirm one: ${listLeads(state)}.`));
  if (!proposed)
    reasons.push(reason('nothing proposed', 'Nobody proposed this member as sales lead.', { go: 'members' }));
  else {
    if (id === by.id) reasons.push(notAllowed('Nobody confirms themselves: another sales lead has to.'));
    else reasons.push(...notSecond(state, by, proposed.by));
    if (state.members[id]?.admin && !proposed.admin) reasons.push(...lastAdmin(state, id));
  }
  return unless(reasons, () => [
    { kind: 'role changed', data: { member: id, role: 'sales-lead', admin: proposed?.admin ?? false }, campaign: null },
  ]);
};

const notSecond = (state: WorkspaceState, { id }: Member, proposer: string): Reason[] => {
  if (isSecond(state, id, proposer)) return [];
  const says =
    id === proposer
      ? 'Another sales lead has to confirm this: it takes two people.'
      : `You brought ${nameIn(state, proposer)} in, who proposed this. Another sales lead has to confirm it: it takes two people.`;
  return [notAllowed(says)];
};

export const setPolicy = (
  state: WorkspaceState,
  { was, policy }: CommandOf<'set policy'>,
  context: Context,
): Decision => {
  const by = adminOf(state, context);
  if (isRefusal(by)) return by;
  const now = state.policy ?? unrecordedPolicy;
  if (canonicalText(now) !== canonicalText(was))
    return refuse(
      reason('stale value', 'The policy was changed meanwhile. Look at it, then decide again.', {
        go: 'stale',
        now,
        by: '',
        at: context.now,
      }),
    );
  if (state.policy && canonicalText(now) === canonicalText(policy)) return happens();
  const waits = isLooser(now, policy) && needsLead(state, by.id);
  return happens({ kind: waits ? 'policy proposed' : 'policy set', data: { policy }, campaign: null });
};

export const confirmPolicy = (
  state: WorkspaceState,
  { policy }: CommandOf<'confirm policy'>,
  context: Context,
): Decision => {
  const by = actorOf(state, context);
  if (isRefusal(by)) return by;
  const proposed = state.proposedPolicy;
  const reasons: Reason[] = [];
  if (!can(by, 'confirm sales lead', state.policy))
    reasons.push(notAllowed(`Only a sales lead can confirm a looser policy: ${listLeads(state)}.`));
  if (!proposed || canonicalText(proposed.policy) !== canonicalText(policy))
    reasons.push(reason('nothing proposed', 'This policy is not proposed any more. Look again.', { go: 'members' }));
  else reasons.push(...notSecond(state, by, proposed.by));
  return unless(reasons, () => [{ kind: 'policy set', data: { policy }, campaign: null }]);
};

export const setMergeFields = (
  state: WorkspaceState,
  { was, fields }: CommandOf<'set merge fields'>,
  context: Context,
): Decision => {
  const by = actorOf(state, context);
  if (isRefusal(by)) return by;
  if (!can(by, 'set merge fields', state.policy)) return refuse(onlyAdmins);
  const reasons: Reason[] = [];
  if (canonicalText(state.mergeFields) !== canonicalText(was))
    reasons.push(
      reason('stale value', 'The merge fields were changed meanwhile. Look at them, then decide again.', {
        go: 'stale',
        now: state.mergeFields,
        by: '',
        at: context.now,
      }),
    );
  if (new Set(fields.map(({ name }) => name)).size < fields.length)
    reasons.push(reason('bad value', 'Two merge fields have the same name.'));
  return unless(reasons, () => [{ kind: 'merge fields set', data: { fields }, campaign: null }]);
};

const listLeads = (state: WorkspaceState): string =>
  activeLeads(state)
    .map((id) => nameIn(state, id))
    .join(', ') || 'there is none at present';
