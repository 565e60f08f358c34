import type { Id } from '../id.ts';
import type { CampaignState, Signature, Version, WorkspaceState } from '../state.ts';
import { isObjected, standing } from './signatures.ts';
import { unrecordedPolicy, type Policy } from './policy.ts';
import { stricterOf } from './stricter.ts';

/** How a version stands now, for the gate and for every screen that speaks of it. */
export type Standing = {
  /** Whoever wrote for it: the frozen lists of all versions since the last one before it that is signed now. */
  authors: Id[];
  policy: Policy;
  /** Signatures that count: not of the suspended, nor of who became an author unnoticed (a signature before theirs fell away). */
  counted: Signature[];
  signed: boolean;
};

/**
 * Every version from the first on, in one pass. A version ends authorship only while it is fully signed: what one of two leads signed,
 * what somebody objects to, or what was withdrawn after the next request has its writers in the next version, too.
 */
const standings = (state: WorkspaceState, { versions }: CampaignState): Standing[] => {
  let carried: Id[] = [];
  return versions.map((version) => {
    const authors = [...new Set([...carried, ...version.authors])].sort();
    const policy = stricterOf(version.policy, state.policy ?? unrecordedPolicy);
    const counted = standing(version).filter(
      ({ by, byAuthor }) => state.members[by]?.suspended === false && (byAuthor || !authors.includes(by)),
    );
    const signed = !isObjected(version) && counted.length >= policy.quorum;
    carried = signed ? [] : authors;
    return { authors, policy, counted, signed };
  });
};

export const standingOf = (state: WorkspaceState, campaign: CampaignState, { number }: Version): Standing => {
  const found = standings(state, campaign)[campaign.versions.findIndex((version) => version.number === number)];
  if (!found) throw new Error(`campaign ${campaign.id} has no version ${number}`);
  return found;
};
export const signedFor = (state: WorkspaceState, campaign: CampaignState, version: Version): boolean =>
  standingOf(state, campaign, version).signed;
export const authorsOf = (state: WorkspaceState, campaign: CampaignState, version: Version): Id[] =>
  standingOf(state, campaign, version).authors;
/** Those of its authors whose accepted suggestions entered it, since the last version before it that is signed now. */
export const suggestersOf = (state: WorkspaceState, campaign: CampaignState, { number }: Version): Id[] => {
  const all = standings(state, campaign);
  const since = campaign.versions.findLast((each, index) => each.number < number && all[index]?.signed)?.number ?? 0;
  return campaign.accepted.filter(({ after }) => after >= since && after < number).map(({ by }) => by);
};
/** The newest version that is signed now. */
export const newestSigned = (state: WorkspaceState, campaign: CampaignState): Version | null => {
  const all = standings(state, campaign);
  return campaign.versions.findLast((_, index) => all[index]?.signed) ?? null;
};
