import { willMiss } from '../../../domain/gate/will-miss.ts';
import type { CampaignState } from '../../../domain/state.ts';
import { pathTo } from '../../app/paths.ts';
import { localTime } from '../../ui/format.ts';
import type { Looking, WaitingCard } from './card.ts';

const further = (others: number): string =>
  others === 0 ? '' : ` There ${others === 1 ? 'is one more reason' : `are ${others} more reasons`}.`;

/** A launch that is scheduled and will not happen as things are: told to the owner and to whoever set it, while there is time. */
export const missCards = (campaign: CampaignState, { state, now }: Looking): WaitingCard[] => {
  const [first, ...others] = willMiss(state, campaign);
  if (!first || !campaign.schedule) return [];
  const { version, at, timeZone } = campaign.schedule;
  return [
    {
      id: `will-miss-${campaign.id}`,
      campaign: campaign.id,
      icon: 'clock',
      word: 'Will not launch',
      short: 'will not launch',
      tone: 'stop',
      by: null,
      at: campaign.changedAt,
      title: `${campaign.name}, version ${version}`,
      says: `It is set for ${localTime(at, now)} (${timeZone}). ${first.says}${further(others.length)}`,
      action: 'See why',
      path: pathTo.campaign(campaign.id, 'gate'),
      rank: 1,
    },
  ];
};
