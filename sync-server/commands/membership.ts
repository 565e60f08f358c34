import type { Happening, NewEvent } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import { needsLead } from '../../domain/people/leads.ts';
import type { Member } from '../../domain/people/member.ts';
import { nameFault } from '../../domain/people/name.ts';
import type { Invite, WorkspaceState } from '../../domain/state.ts';
import type { Founding } from '../workspace.ts';

/** The workspace's own record begins with these. Founding needs nobody's confirmation. */
export const foundingEvents = ({ name, policy, mergeFields, sample, members }: Founding): NewEvent[] => [
  { kind: 'workspace founded', data: { name, policy, mergeFields, sample }, campaign: null },
  ...members.map((member): NewEvent => joined(member, null)),
];

export type JoinFault = 'used' | 'expired' | 'revoked' | 'name taken';
export type Joining =
  | { refused: false; member: Member; events: NewEvent[] }
  | { refused: true; code: JoinFault; says: string };

/** What using an invite does. A sales lead invited by somebody else than a sales lead joins as sales, and is proposed. */
export const join = (state: WorkspaceState, invite: Invite, member: Id, name: string, now: string): Joining => {
  if (invite.state === 'used')
    return {
      refused: true,
      code: 'used',
      says: 'This invite was used already. Ask for a new one, or sign in where you used it.',
    };
  const inviter = state.members[invite.by];
  // Else an admin who is shown out could have left a door open for themselves.
  if (invite.state === 'revoked' || !inviter?.admin || inviter.suspended)
    return { refused: true, code: 'revoked', says: 'This invite was taken back. Ask for a new one.' };
  if (Date.parse(invite.expires) <= Date.parse(now))
    return { refused: true, code: 'expired', says: 'This invite has expired. Ask for a new one.' };
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
