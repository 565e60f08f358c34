import { isObjected, standing } from './gate/signatures.ts';
import { signedFor } from './gate/signed-for.ts';
import type { CampaignState, Launch, Stage, Version, WorkspaceState } from './state.ts';

export { isObjected, standing };

export const versionOf = (campaign: CampaignState, number: number): Version | null =>
  campaign.versions.find((version) => version.number === number) ?? null;

/** The newest version that has a standing signature: the log is read from there for the writers of the next, to whom `authorsOf` adds. */
export const lastSigned = (campaign: CampaignState): number | null =>
  campaign.versions.findLast((version) => standing(version).length > 0)?.number ?? null;

/** The newest launch; the ones before it are over, since only one version is live at a time. */
export const lastLaunch = (campaign: CampaignState): Launch | null => campaign.launches.at(-1) ?? null;

/** Where a campaign stands, in one word. What comes after a halted or finished launch counts only once review was asked for again. */
export const stageOf = (state: WorkspaceState, campaign: CampaignState): Stage => {
  const launch = lastLaunch(campaign);
  if (launch?.state === 'live') return 'live';
  if (campaign.schedule && !campaign.schedule.missed) return 'scheduled';
  const launched = Math.max(0, ...campaign.launches.map(({ version }) => version));
  const since = campaign.versions.filter(({ number }) => number > launched);
  const newest = since.at(-1);
  if (newest && !signedFor(state, campaign, newest) && !isObjected(newest) && !wasWithdrawn(newest)) return 'in review';
  if (since.some((version) => signedFor(state, campaign, version))) return 'signed';
  if (launch) return launch.state === 'halted' ? 'halted' : 'done';
  return 'drafting';
};

/** A version whose signature was taken back waits for nobody: the draft is being worked on again. */
const wasWithdrawn = (version: Version): boolean => version.signatures.length > 0 && standing(version).length === 0;
