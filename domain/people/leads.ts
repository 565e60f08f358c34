import type { Id } from '../id.ts';
import { nameIn } from '../gate/refuse.ts';
import { authorsOf, signedFor } from '../gate/signed-for.ts';
import type { CampaignState, Version, WorkspaceState } from '../state.ts';
import { broughtInBy, invitersOf } from './brought-in.ts';
import { can } from './can.ts';
import type { Member } from './member.ts';

/** Sales leads who can sign, confirm and resume now. */
export const activeLeads = (state: WorkspaceState): Id[] =>
  Object.values(state.members)
    .filter(({ role, suspended }) => role === 'sales-lead' && !suspended)
    .map(({ id }) => id);

/** Whether `other` may be this very member at a second account: they came in by them, or are an admin by them, however many accounts are between. */
const mayActFor = (state: WorkspaceState, other: Id, member: Id): boolean =>
  other === member || broughtInBy(state, other).includes(member);
/** The same by invite alone, for what it lets somebody do: links and flags can be given afterwards, and so turn a stranger into one's own. */
const cameBy = (state: WorkspaceState, other: Id, member: Id): boolean =>
  other === member || invitersOf(state, other).includes(member);

/** Whether this member ended that a lead can sign, at any account of theirs. */
const sentAway = (state: WorkspaceState, lead: Id, member: Id): boolean =>
  state.endedLeads[lead]?.some((by) => mayActFor(state, by, member)) ?? false;

/**
 * Whether making a sales lead or loosening policy waits for a sales lead other than `by`. It does not while the workspace
 * never had one (its founding), nor where `by` is the only lead there is. A suspended lead still counts, and one whom `by` demoted: else an
 * admin could send the lead away and then make another alone. (A lead who came by the invite of `by` is none of these once demoted: else a
 * founder who leads and whose only other lead leaves the firm could never have another.)
 */
export const needsLead = (state: WorkspaceState, by: Id): boolean =>
  Object.values(state.members).some(({ id, role }) => role === 'sales-lead' && id !== by) ||
  Object.keys(state.endedLeads).some((lead) => sentAway(state, lead, by) && !cameBy(state, lead, by));

/** Whether whoever ended that a lead can sign is `by`, or nobody but those whom `by` invited: they may undo it alone. */
export const endedBy = (state: WorkspaceState, lead: Id, by: Id): boolean =>
  state.endedLeads[lead]?.every((each) => cameBy(state, each, by)) ?? false;

/**
 * Whether this lead's word makes a second person's of what `proposer` proposed. It does not where they brought the proposer in, since one
 * person may have both accounts, unless they are the only lead and could do it alone.
 */
export const isSecond = (state: WorkspaceState, lead: Id, proposer: Id): boolean =>
  lead !== proposer && (!mayActFor(state, proposer, lead) || !needsLead(state, lead));

/**
 * Leads besides this member who wrote nothing of a version and so can sign it. Whoever this member suspended or demoted, themselves or
 * through somebody they brought in, still counts: else an admin who leads could send the others away and sign their own words as the only one.
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
  const gone = Object.keys(state.endedLeads).filter((lead) => sentAway(state, lead, member));
  return [...activeLeads(state), ...gone].filter((lead) => lead !== member && !authors.includes(lead));
};

/** Whether this member is a lead who may sign it: an author only where no other lead could. */
export const isEligible = (state: WorkspaceState, campaign: CampaignState, version: Version, member: Member): boolean =>
  can(member, 'decide review', state.policy) &&
  (!authorsOf(state, campaign, version).includes(member.id) ||
    otherSigners(state, campaign, version, member.id).length === 0);

/** "It was you who", or through whom: the beginning of a sentence to this member about leads they sent away. */
export const whoEnded = (state: WorkspaceState, leads: readonly Id[], member: Id): string => {
  const by = leads.flatMap((lead) => state.endedLeads[lead] ?? []);
  const through = by.find((each) => broughtInBy(state, each).includes(member));
  return by.includes(member) || through === undefined
    ? 'It was you who'
    : `It was ${nameIn(state, through)}, whom you brought in, who`;
};
