import { factSchemas, type FactKey } from './campaign/facts.ts';
import { evolveThreads } from './discussion/evolve-threads.ts';
import type { FeedRow, HappeningKind } from './event.ts';
import { evolveGate } from './gate/evolve-gate.ts';
import { forget } from './record/forget.ts';
import { memberOf } from './record/said.ts';
import type { CampaignState } from './state.ts';

/** Folds an event of one campaign's record. */
export const evolveCampaign = (campaign: CampaignState, row: FeedRow): CampaignState => {
  const { event } = row;
  switch (event.kind) {
    case 'campaign created':
    case 'campaign renamed':
      return { ...campaign, name: event.data.name };
    case 'campaign archived':
      return { ...campaign, archived: event.data.archived };
    case 'text erased':
      return forget(campaign, event.data.hash);
    case 'fact set': {
      const { fact, value } = event.data;
      if (!isFact(fact)) return campaign;
      const read = factSchemas[fact].nullable().safeParse(value);
      if (!read.success) return campaign;
      return {
        ...campaign,
        facts: { ...campaign.facts, [fact]: read.data },
        factsSet: { ...campaign.factsSet, [fact]: { by: memberOf(event.actor), at: event.at } },
      };
    }
    default:
      return evolveGate(
        evolveThreads({ ...campaign, archived: campaign.archived && !moves.has(event.kind) }, row),
        row,
      );
  }
};

/** What nobody may overlook because the campaign is out of their lists. */
const moves: ReadonlySet<HappeningKind> = new Set<HappeningKind>([
  'review requested',
  'launch scheduled',
  'launched',
  'resumed',
]);

const isFact = (fact: string): fact is FactKey => Object.hasOwn(factSchemas, fact);
