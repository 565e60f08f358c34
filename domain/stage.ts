import type { CampaignState, Launch, Signature, Stage, Version } from './state.ts';

/** Signatures that stand: made and not withdrawn. */
export const standing = (version: Version): Signature[] =>
  version.signatures.filter(({ withdrawn }) => withdrawn === null);

/** Whether a version has the signatures its policy asks for, and nobody who decides asked for changes on it. */
export const isSigned = (version: Version, quorum: number = version.policy.quorum): boolean =>
  version.changesRequested.length === 0 && standing(version).length >= quorum;

export const versionOf = (campaign: CampaignState, number: number): Version | null =>
  campaign.versions.find((version) => version.number === number) ?? null;

/** The newest version that has a standing signature: authors are counted from there (DESIGN 4). */
export const lastSigned = (campaign: CampaignState): number | null =>
  campaign.versions.findLast((version) => standing(version).length > 0)?.number ?? null;

/** The newest launch; the ones before it are over, since only one version is live at a time. */
export const lastLaunch = (campaign: CampaignState): Launch | null => campaign.launches.at(-1) ?? null;

/** Where a campaign stands, in one word. What comes after a halted or finished launch counts only once review was asked for again. */
export const stageOf = (campaign: CampaignState): Stage => {
  const launch = lastLaunch(campaign);
  if (launch?.state === 'live') return 'live';
  if (campaign.schedule && !campaign.schedule.missed) return 'scheduled';
  const launched = Math.max(0, ...campaign.launches.map(({ version }) => version));
  const since = campaign.versions.filter(({ number }) => number > launched);
  const newest = since.at(-1);
  if (newest && !isSigned(newest) && newest.changesRequested.length === 0 && !wasWithdrawn(newest)) return 'in review';
  if (since.some((version) => isSigned(version))) return 'signed';
  if (launch) return launch.state === 'halted' ? 'halted' : 'done';
  return 'drafting';
};

/** A version whose signature was taken back waits for nobody: the draft is being worked on again. */
const wasWithdrawn = (version: Version): boolean => version.signatures.length > 0 && standing(version).length === 0;
