import { newestSigned } from '../../../domain/gate/signed-for.ts';
import type { CampaignState, Stage, WorkspaceState } from '../../../domain/state.ts';

/** The version that a stage is about; undefined before the first. */
export const summaryVersion = (team: WorkspaceState, campaign: CampaignState, stage: Stage): number | undefined => {
  if (stage === 'scheduled') return campaign.schedule?.version;
  if (stage === 'live' || stage === 'halted' || stage === 'done') return campaign.launches.at(-1)?.version;
  if (stage === 'signed') return newestSigned(team, campaign)?.number;
  return stage === 'in review' ? campaign.versions.at(-1)?.number : undefined;
};
