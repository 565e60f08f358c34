import type { Happening, NewEvent } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import { needsLead } from '../../domain/people/leads.ts';
import type { Member } from '../../domain/people/member.ts';
import { nameFault } from '../../domain/people/name.ts';
import { isStillGood } from '../../domain/people/sign-in-links.ts';
import type { Invite, WorkspaceState } from '../../domain/state.ts';
import type { Founding } from '../workspace.ts';

/** The workspace's own record begins with these. Founding needs nobody's confirmation. */
export const foundingEvents = ({ name, policy, mergeFields, sample, members }: Founding): NewEvent[] => [
  { kind: 'workspace founded', data: { name, policy, mergeFields, sample }, campaign: null },
  ...members.map((member): NewEvent => joined(member, null)),
];

export type LinkFault = { refused: true; code: 'used' | 'expired' | 'revoked'; says: string };
export type Joining =
  | { refused: false; member: Member; events: NewEvent[] }
  | LinkFault
  | { refused: true; code: 'name taken'; says: string };

/** Why a link that was once given out admits nobody now; null where it still does. */
export const linkFault = (state: WorkspaceState, invite: Invite, now: string): LinkFault | null => {
  const what = invite.member === null ? 'invite' : 'link';
  if (invite.state === 'used')
    return {
      refused: true,
      code: 'used',
      says: `This ${what} was used already. Ask for a new one, or sign in where you used it.`,
    };
  const inviter = state.members[invite.by];
  // Else an admin who is shown out could have left a door open for themselves.
  const isGood = invite.member === null ? inviter?.admin && !inviter.suspended : isStillGood(state, invite);
  if (invite.state !== 'open' || !isGood)
    return { refused: true, code: 'revoked', says: `This ${what} was revoked. Ask for a new one.` };
  if (Date.parse(invite.expires) <= Date.parse(now))
    return { refused: true, code: 'expired', says: `This ${what} has expired. Ask for a new one.` };
  return null;
};

/** What using a sign-in link does. */
export const signInAgain = (
  state: WorkspaceState,
  invite: Invite,
  now: string,
): LinkFault | { refused: false; member: Member; events: NewEvent[] } => {
  const fault = linkFault(state, invite, now);
  const member = invite.member === null ? undefined : state.members[invite.member];
  if (fault || !member) return fault ?? { refused: true, code: 'revoked', says: 'This link signs nobody in.' };
  const data = { invite: invite.id, member: member.id };
  return { refused: false, member, events: [{ kind: 'signed in by link', data, campaign: null }] };
};

/** What using an invite does. A sales lead invited by somebody else than a sales lead joins as sales, and is proposed. */
export const join = (state: WorkspaceState, invite: Invite, member: Id, name: string, now: string): Joining => {
  // A sign-in link makes nobody new.
  const fault =
    invite.member === null
      ? linkFault(state, invite, now)
      : { refused: true as const, code: 'revoked' as const, says: 'This link signs a member in. Open it as it is.' };
  if (fault) return fault;
  // Whoever was shown out leaves the name free for the one who comes in their place.
  const here = Object.values(state.members).filter(({ suspended }) => !suspended);
  const unlike = nameFault(
    name,
    here.map((other) => other.name),
  );
  if (unlike !== null) return { refused: true, code: 'name taken', says: unlike };
  const confirmed = invite.role !== 'sales-lead' || !needsLead(state, invite.by);
  const joins: Member = {
    id: member,
    name,
    role: confirmed ? invite.role : 'sales',
    admin: invite.admin,
    suspended: false,
    ...(invite.campaign !== null && { guest: { campaign: invite.campaign, until: invite.expires } }),
  };
  const events = [joined(joins, invite.id)];
  if (!confirmed)
    events.push({ kind: 'sales lead proposed', data: { member, admin: invite.admin, by: invite.by }, campaign: null });
  return { refused: false, member: joins, events };
};

const joined = (member: Member, invite: Id | null): NewEvent => ({
  kind: 'member joined',
  data: { member, invite },
  campaign: null,
});

/** Whose rights an event touches: one member's, everybody's, or nobody's. What they have open is decided on afresh. */
export const rightsTouched = ({ kind, data }: Happening): { member: Id } | 'everybody' | null => {
  switch (kind) {
    case 'role changed':
    case 'member suspended':
      return { member: data.member };
    case 'policy set':
      return 'everybody';
    default:
      return null;
  }
};
