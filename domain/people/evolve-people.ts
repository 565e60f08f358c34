import type { Event } from '../event.ts';
import type { Id } from '../id.ts';
import { memberOf } from '../record/said.ts';
import type { WorkspaceState } from '../state.ts';
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
/** What somebody proposed goes with them: it shall not be confirmed once they are shown out. */
const withoutProposals = (state: WorkspaceState, by: Id): WorkspaceState => ({
  ...state,
  proposedLeads: Object.fromEntries(Object.entries(state.proposedLeads).filter(([, offer]) => offer.by !== by)),
  proposedPolicy: state.proposedPolicy?.by === by ? null : state.proposedPolicy,
});
const invite = (state: WorkspaceState, id: Id | null, to: 'used' | 'revoked'): WorkspaceState['invites'] => {
  const known = id === null ? undefined : state.invites[id];
  return known ? { ...state.invites, [known.id]: { ...known, state: to } } : state.invites;
};

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
      return { ...state, members: { ...state.members, [member.id]: member }, invites: invite(state, used, 'used') };
    }
    case 'member invited': {
      const { invite: id, role, admin, expires } = event.data;
      return {
        ...state,
        invites: { ...state.invites, [id]: { id, role, admin, expires, by, state: 'open', campaign: null } },
      };
    }
    case 'guest invited': {
      const { invite: id, campaign, expires } = event.data;
      return {
        ...state,
        invites: {
          ...state.invites,
          [id]: { id, role: 'viewer', admin: false, expires, by, state: 'open', campaign },
        },
      };
    }
    case 'invite revoked':
      return { ...state, invites: invite(state, event.data.invite, 'revoked') };
    case 'role changed': {
      const { member, role, admin } = event.data;
      const changed = {
        ...change(state, member, { role, admin }),
        proposedLeads: without(state.proposedLeads, member),
      };
      return endedLeads(state, changed, member, by);
    }
    case 'sales lead proposed': {
      const { member, admin, by: proposer } = event.data;
      return { ...state, proposedLeads: { ...state.proposedLeads, [member]: { by: proposer, admin } } };
    }
    case 'member suspended': {
      const { member, suspended } = event.data;
      const changed = endedLeads(state, change(state, member, { suspended }), member, by);
      return suspended ? withoutProposals(changed, member) : changed;
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
