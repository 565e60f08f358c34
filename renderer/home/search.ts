import type { CampaignState, WorkspaceState } from '../../domain/state.ts';
import type { HomeSort } from '../app/interface.ts';
import { plain, scoreOf, wordsOf } from '../palette/matches.ts';
import { stageWord } from '../ui/stage-words.ts';
import type { Summary } from './summary.ts';

/** What was said in a campaign's threads, as it is searched. A campaign that changes is another object, so each is read once. */
const said = new WeakMap<CampaignState, string>();
const saidIn = (campaign: CampaignState): string => {
  const known = said.get(campaign);
  if (known !== undefined) return known;
  const all = Object.values(campaign.threads)
    .flatMap((thread) => [thread.quote, thread.comment, ...thread.replies.map((reply) => reply.comment)])
    .map(({ body }) => body?.text ?? '')
    .join(' ');
  said.set(campaign, plain(all));
  return said.get(campaign)!;
};

/** Campaigns in which every word of the query stands: name, stage, owner, or what was said in its threads. */
export const found = (query: string, state: WorkspaceState, summaries: Summary[]): Summary[] => {
  const words = wordsOf(query);
  if (words.length === 0) return summaries;
  return summaries.filter((summary) => {
    const campaign = state.campaigns[summary.id];
    const about = plain([summary.name, stageWord(summary.stage), summary.owner?.name ?? ''].join(' '));
    return scoreOf(words, `${about} ${campaign ? saidIn(campaign) : ''}`) !== null;
  });
};

/** Whose campaigns are asked for: `all`, `mine`, a member's id, or `archived`. Only the last shows what was archived. */
export const shownTo = (me: string, show: string, summaries: Summary[]): Summary[] =>
  summaries.filter(
    ({ archived, owner }) =>
      archived === (show === 'archived') &&
      (show === 'all' || show === 'archived' || owner?.id === (show === 'mine' ? me : show)),
  );

/** In the order asked for. What has no launch date stands after what has one. */
export const sorted = (by: HomeSort, summaries: Summary[]): Summary[] =>
  summaries.toSorted((one, other) => {
    if (by === 'name') return one.name.localeCompare(other.name);
    const changed = other.changedAt.localeCompare(one.changedAt);
    if (by === 'change' || one.launchAt === other.launchAt) return changed;
    if (one.launchAt === null || other.launchAt === null) return one.launchAt === null ? 1 : -1;
    return one.launchAt.localeCompare(other.launchAt);
  });
