import type { CampaignState, WorkspaceState } from '../../domain/state.ts';
import { score } from '../palette/matches.ts';
import { stageWord } from '../ui/stage-words.ts';
import type { Summary } from './summary.ts';

const said = (campaign: CampaignState): string =>
  Object.values(campaign.threads)
    .flatMap((thread) => [thread.quote, thread.comment, ...thread.replies.map((reply) => reply.comment)])
    .map(({ body }) => body?.text ?? '')
    .join(' ');

/** Campaigns in which every word of the query stands: name, stage, owner, or what was said in its threads. */
export const found = (query: string, state: WorkspaceState, summaries: Summary[]): Summary[] => {
  if (query.trim() === '') return summaries;
  return summaries.filter((summary) => {
    const campaign = state.campaigns[summary.id];
    const text = [
      summary.name,
      stageWord(summary.stage),
      summary.owner?.name ?? '',
      campaign ? said(campaign) : '',
    ].join(' ');
    return score(query, text) !== null;
  });
};
