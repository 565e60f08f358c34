import type { Id } from '../id.ts';
import { authorsOf, signedFor } from '../gate/signed-for.ts';
import type { CampaignState, Version, WorkspaceState } from '../state.ts';
import { can } from './can.ts';
import type { Member } from './member.ts';

/** Sales leads who can sign, confirm and resume now. */
export const activeLeads = (state: WorkspaceState): Id[] =>
  Object.values(state.members)
    .filter(({ role, suspended }) => role === 'sales-lead' && !suspended)
    .map(({ id }) => id);

/**
 * Whether making a sales lead or loosening policy waits for a sales lead other than `by`. It does not while the workspace
 * never had one (its founding), nor where `by` is the only lead there is. A suspended lead still counts: else an admin could suspend the
 * lead and then make another alone.
 */
export const needsLead = (state: WorkspaceState, by: Id): boolean =>
  Object.values(state.members).some(({ id, role }) => role === 'sales-lead' && id !== by);

/**
 * Leads besides this member who wrote nothing of a version and so can sign it. Whoever this member suspended or demoted themselves still
 * counts: else an admin who leads could send the others away and sign their own words as the only one.
 */
export const otherSigners = (state: WorkspaceState, campaign: CampaignState, version: Version, member: Id): Id[] =>
  leadsBesides(state, authorsOf(state, campaign, version), member);

/** The same for the version that will be asked for next, as far as it is known: who writes in it now may be more. */
export const nextSigners = (state: WorkspaceState, campaign: CampaignState, member: Id): Id[] => {
  const newest = campaign.versions.at(-1);
  const carried = newest && !signedFor(state, campaign, newest) ? authorsOf(state, campaign, newest) : [];
  return leadsBesides(state, carried, member);
};

const leadsBesides = (state: WorkspaceState, authors: readonly Id[], member: Id): Id[] => {
  const sentAway = Object.keys(state.endedLeads).filter((lead) => state.endedLeads[lead]?.includes(member));
  return [...activeLeads(state), ...sentAway].filter((lead) => lead !== member && !authors.includes(lead));
};

/** Whether this member is a lead who may sign it: an author only where no other lead could. */
export const isEligible = (state: WorkspaceState, campaign: CampaignState, version: Version, member: Member): boolean =>
  can(member, 'decide review', state.policy) &&
  (!authorsOf(state, campaign, version).includes(member.id) ||
    otherSigners(state, campaign, version, member.id).length === 0);
