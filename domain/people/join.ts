import type { NewEvent } from '../event.ts';
import type { Id } from '../id.ts';
import type { Invite, WorkspaceState } from '../state.ts';
import { needsLead } from './leads.ts';
import type { Member } from './member.ts';
import { nameFaultIn } from './name.ts';
import { isStillGood } from './sign-in-links.ts';

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
  const unlike = nameFaultIn(state, member, name);
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

export const joined = (member: Member, invite: Id | null): NewEvent => ({
  kind: 'member joined',
  data: { member, invite },
  campaign: null,
});
