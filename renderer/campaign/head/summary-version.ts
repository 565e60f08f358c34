import { isSigned } from '../../../domain/stage.ts';
import type { CampaignState, Stage, Version } from '../../../domain/state.ts';

export const newestSigned = (campaign: CampaignState): Version | null =>
  campaign.versions.findLast((version) => isSigned(version)) ?? null;

/** The version that a stage is about; undefined before the first. */
export const summaryVersion = (campaign: CampaignState, stage: Stage): number | undefined => {
  if (stage === 'scheduled') return campaign.schedule?.version;
  if (stage === 'live' || stage === 'halted' || stage === 'done') return campaign.launches.at(-1)?.version;
  if (stage === 'signed') return newestSigned(campaign)?.number;
  return stage === 'in review' ? campaign.versions.at(-1)?.number : undefined;
};
