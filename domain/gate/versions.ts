import type { CampaignState, Launch, Version } from '../state.ts';
import { standing } from './signatures.ts';

export const versionOf = (campaign: CampaignState, number: number): Version | null =>
  campaign.versions.find((version) => version.number === number) ?? null;

/** The newest version that has a standing signature: the log is read from there for the writers of the next, to whom `authorsOf` adds. */
export const lastSigned = (campaign: CampaignState): number | null =>
  campaign.versions.findLast((version) => standing(version).length > 0)?.number ?? null;

/** The newest launch; the ones before it are over, since only one version is live at a time. */
export const lastLaunch = (campaign: CampaignState): Launch | null => campaign.launches.at(-1) ?? null;
