import type { Event } from '../event.ts';
import type { Id } from '../id.ts';
import { memberOf } from '../record/said.ts';
import type { Invite, WorkspaceState } from '../state.ts';
import { given } from './brought-in.ts';
import type { Member } from './member.ts';

const without = <T>(record: Record<Id, T>, id: Id): Record<Id, T> => {
  const { [id]: gone, ...rest } = record;
  return gone === undefined ? record : rest;
};
const change = (state: WorkspaceState, id: Id, to: Partial<Member>): WorkspaceState => {
  const member = state.members[id];
  return member ? { ...state, members: { ...state.members, [id]: { ...member, ...to } } } : state;
};
/** Keeps in mind who ended a lead's signing, until that lead can sign again. */
const endedLeads = (before: WorkspaceState, after: WorkspaceState, id: Id, by: Id): WorkspaceState => {
  const isLead = ({ members }: WorkspaceState): boolean => members[id]?.role === 'sales-lead' && !members[id].suspended;
  if (isLead(after)) return { ...after, endedLeads: without(after.endedLeads, id) };
  const was = before.members[id]?.role === 'sales-lead';
  const known = after.endedLeads[id] ?? [];
  if (!was || known.includes(by)) return after;
  return { ...after, endedLeads: { ...after.endedLeads, [id]: [...known, by] } };
};
/** What somebody proposed goes with their right to: it shall not be confirmed once they are shown out, or no admin any more. */
const withoutProposals = (state: WorkspaceState, by: Id): WorkspaceState => ({
  ...state,
  proposedLeads: Object.fromEntries(Object.entries(state.proposedLeads).filter(([, offer]) => offer.by !== by)),
  proposedPolicy: state.proposedPolicy?.by === by ? null : state.proposedPolicy,
});
const invite = (state: WorkspaceState, id: Id | null, change: Partial<Invite>): WorkspaceState['invites'] => {
  const known = id === null ? undefined : state.invites[id];
  return known ? { ...state.invites, [known.id]: { ...known, ...change } } : state.invites;
};
const newInvite = (id: Id, by: Id, expires: string, more: Partial<Invite>): Invite => ({
  id,
  role: 'viewer',
  admin: false,
  expires,
  by,
  state: 'open',
  name: null,
  campaign: null,
  member: null,
  confirmedBy: null,
  usedAt: null,
  ...more,
});
/** A member has one sign-in link: a newer one, asked for or made, takes the place of what was open. */
const withSignInLink = (state: WorkspaceState, link: Invite): WorkspaceState['invites'] => ({
  ...Object.fromEntries(
    Object.entries(state.invites).map(([id, each]) =>
      each.member === link.member && (each.state === 'open' || each.state === 'proposed')
        ? [id, { ...each, state: 'revoked' as const }]
        : [id, each],
    ),
  ),
  [link.id]: link,
});

/** Folds an event of the workspace's own record: its name, its members and its rules. */
export const evolvePeople = (state: WorkspaceState, event: Event): WorkspaceState => {
  const by = memberOf(event.actor);
  switch (event.kind) {
    case 'workspace founded': {
      const { name, policy, mergeFields, sample } = event.data;
      return { ...state, name, policy, mergeFields, sample };
    }
    case 'member joined': {
      const { member, invite: used } = event.data;
      const inviter = used === null ? undefined : state.invites[used]?.by;
      const joined = {
        ...state,
        members: { ...state.members, [member.id]: member },
        invites: invite(state, used, { state: 'used', usedAt: event.at }),
      };
      const { admin, role } = member;
      return given(joined, member.id, inviter, { invited: true, admin, lead: role === 'sales-lead' });
    }
    case 'member invited': {
      const { invite: id, role, admin, expires, name = null } = event.data;
      return { ...state, invites: { ...state.invites, [id]: newInvite(id, by, expires, { role, admin, name }) } };
    }
    case 'guest invited': {
      const { invite: id, campaign, expires } = event.data;
      return { ...state, invites: { ...state.invites, [id]: newInvite(id, by, expires, { campaign }) } };
    }
    case 'invite revoked':
      return { ...state, invites: invite(state, event.data.invite, { state: 'revoked' }) };
    case 'sign-in link proposed': {
      const { invite: id, member, expires } = event.data;
      return { ...state, invites: withSignInLink(state, newInvite(id, by, expires, { member, state: 'proposed' })) };
    }
    case 'sign-in link made': {
      const { invite: id, member, expires } = event.data;
      const asked = state.invites[id];
      const link = asked
        ? { ...asked, state: 'open' as const, confirmedBy: by }
        : newInvite(id, by, expires, { member });
      return { ...state, invites: withSignInLink(state, link) };
    }
    case 'signed in by link': {
      const { invite: used, member } = event.data;
      const after = { ...state, invites: invite(state, used, { state: 'used', usedAt: event.at }) };
      const link = state.invites[used];
      const asked = given(after, member, link?.by, { link: true });
      return given(asked, member, link?.confirmedBy ?? undefined, { link: true });
    }
    case 'role changed': {
      const { member, role, admin } = event.data;
      const proposer = role === 'sales-lead' ? state.proposedLeads[member]?.by : undefined;
      const changed = {
        ...change(state, member, { role, admin }),
        proposedLeads: without(state.proposedLeads, member),
      };
      const was = state.members[member];
      const gets = { admin: admin && !was?.admin, lead: role === 'sales-lead' && was?.role !== 'sales-lead' };
      const after = endedLeads(state, given(given(changed, member, proposer, gets), member, by, gets), member, by);
      return was?.admin && !admin ? withoutProposals(after, member) : after;
    }
    case 'sales lead proposed': {
      const { member, admin, by: proposer } = event.data;
      return { ...state, proposedLeads: { ...state.proposedLeads, [member]: { by: proposer, admin } } };
    }
    case 'member suspended': {
      const { member, suspended } = event.data;
      const changed = endedLeads(state, change(state, member, { suspended }), member, by);
      if (!suspended) return changed;
      return { ...withoutProposals(changed, member), suspensions: { ...state.suspensions, [member]: state.number } };
    }
    case 'policy proposed':
      return { ...state, proposedPolicy: { policy: event.data.policy, by } };
    case 'policy set':
      return { ...state, policy: event.data.policy, proposedPolicy: null };
    case 'merge fields set':
      return { ...state, mergeFields: event.data.fields };
    case 'webhook set': {
      const { webhook: id, name, host, on, active } = event.data;
      return { ...state, webhooks: { ...state.webhooks, [id]: { id, name, host, on, active } } };
    }
    case 'webhook removed':
      return { ...state, webhooks: without(state.webhooks, event.data.webhook) };
    default:
      return state;
  }
};
