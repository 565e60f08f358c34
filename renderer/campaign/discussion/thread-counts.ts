import { useMemo } from 'react';
import type { Thread } from '../../../domain/state.ts';
import { useCampaign } from '../open-campaign.ts';

export type ThreadCount = { open: number; blocking: number };

/** Open threads by the place they hang in: `brief/offer`, `step/<id>`, `step/<id>/<variant>`. */
export const countThreads = (threads: Record<string, Thread>): Map<string, ThreadCount> => {
  const counts = new Map<string, ThreadCount>();
  const count = (place: string, blocking: boolean) => {
    const now = counts.get(place) ?? { open: 0, blocking: 0 };
    counts.set(place, { open: now.open + 1, blocking: now.blocking + (blocking ? 1 : 0) });
  };
  for (const { anchor, state, blocking } of Object.values(threads)) {
    if (state !== 'open') continue;
    const [at, first, second] = anchor.text.split('/');
    count(`${at}/${first}`, blocking);
    if (at === 'step') count(`step/${first}/${second}`, blocking);
  }
  return counts;
};
export const useThreadCounts = (): Map<string, ThreadCount> => {
  const { threads } = useCampaign();
  return useMemo(() => countThreads(threads), [threads]);
};
