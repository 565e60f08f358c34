import { can } from '../../../domain/people/can.ts';
import type { CampaignState } from '../../../domain/state.ts';
import { pathTo } from '../../app/paths.ts';
import { nameOf, quoted, type Looking, type WaitingCard } from './card.ts';

/** A halted campaign waits for its owner, and for every sales lead: only they resume it. */
export const haltCards = (campaign: CampaignState, mine: boolean, looking: Looking): WaitingCard[] => {
  const mayResume = can(looking.me, 'resume', looking.state.policy);
  const halt = campaign.launches.at(-1)?.changes.findLast((change) => change.kind === 'halted');
  if (!halt || !(mine || mayResume)) return [];
  return [
    {
      id: `halted-${campaign.id}`,
      campaign: campaign.id,
      title: campaign.name,
      icon: 'halt',
      word: 'Halted',
      short: 'halted',
      tone: 'stop',
      by: 'member' in halt.by ? nameOf(looking, halt.by.member) : 'the server',
      at: halt.at,
      says: `${halt.reason ? quoted(halt.reason) : 'No reason was given.'} ${
        mayResume ? 'You can resume it, or complete it.' : 'A sales lead can resume it.'
      }`,
      action: mayResume ? 'Resume or complete' : 'See why',
      path: pathTo.campaign(campaign.id, 'gate'),
      rank: 2,
    },
  ];
};
