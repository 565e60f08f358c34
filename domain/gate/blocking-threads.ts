import type { CampaignState, Thread } from '../state.ts';

/** Open threads that block, oldest first. */
export const blockingThreads = (campaign: CampaignState): Thread[] =>
  Object.values(campaign.threads)
    .filter(({ blocking, state }) => blocking && state === 'open')
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
