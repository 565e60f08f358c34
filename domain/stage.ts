import { isObjected, standing } from './gate/signatures.ts';
import { signedFor } from './gate/signed-for.ts';
import { lastLaunch } from './gate/versions.ts';
import { willMiss } from './gate/will-miss.ts';
import type { CampaignState, Stage, Version, WorkspaceState } from './state.ts';

export { isObjected, standing };
export { lastLaunch, lastSigned, versionOf } from './gate/versions.ts';

/**
 * Where a campaign stands, in one word. It is scheduled only while the launch would happen. What comes after a halted or finished launch
 * counts only once review was asked for again.
 */
export const stageOf = (state: WorkspaceState, campaign: CampaignState): Stage => {
  const launch = lastLaunch(campaign);
  if (launch?.state === 'live') return 'live';
  if (campaign.schedule && !campaign.schedule.missed && willMiss(state, campaign).length === 0) return 'scheduled';
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
