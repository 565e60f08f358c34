import { z } from 'zod';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import { FeedReply } from '../../../domain/wire/http.ts';
import { ask } from '../transport/ask.ts';
import type { Place } from '../transport/place.ts';
import type { Transport } from '../transport/transport.ts';
import { continueChain } from './chain.ts';

export const RawFeedReply = FeedReply.extend({ rows: z.array(z.unknown()) });
export const feedPath = ({ workspace }: Place, after: number): string => `/api/w/${workspace}/feed?after=${after}`;

/** The server's feed from its first row, verified; null where it cannot be had or does not hold together. */
export const wholeFeed = async (transport: Transport, place: Place): Promise<FeedRow[] | null> => {
  const rows: FeedRow[] = [];
  for (;;) {
    const { number, head } = rows.at(-1) ?? { number: 0, head: NO_HASH };
    const asked = await ask(transport, place, 'GET', feedPath(place, number), RawFeedReply);
    if (asked.kind !== 'answered') return null;
    const continued = continueChain({ number, head }, asked.value.rows);
    if (continued.kind !== 'continues' || (continued.rows.length === 0 && asked.value.more)) return null;
    rows.push(...continued.rows);
    if (!asked.value.more) return rows;
  }
};
