import { z } from 'zod';
import { NO_HASH, type AnyRow } from '../../../domain/event.ts';
import { FeedReply } from '../../../domain/wire/http.ts';
import { ask } from '../transport/ask.ts';
import type { Endpoint } from '../transport/endpoint.ts';
import type { Transport } from '../transport/transport.ts';
import { continueChain, type Head } from './chain.ts';

export const RawFeedReply = FeedReply.extend({ rows: z.array(z.unknown()) });
/** The head goes along: a server that was put back and has come to the same number again tells another story under it. */
export const headQuery = ({ number, head }: Head): string => `?after=${number}${number === 0 ? '' : `&head=${head}`}`;
export const feedPath = ({ workspace }: Endpoint, head: Head): string => `/api/w/${workspace}/feed${headQuery(head)}`;

/** The server's feed from its first row, verified; null where it cannot be had or does not hold together. */
export const wholeFeed = async (transport: Transport, endpoint: Endpoint, guest: boolean): Promise<AnyRow[] | null> => {
  const rows: AnyRow[] = [];
  for (;;) {
    const { number, head } = rows.at(-1) ?? { number: 0, head: NO_HASH };
    const asked = await ask(transport, endpoint, 'GET', feedPath(endpoint, { number, head }), RawFeedReply);
    if (asked.kind !== 'answered') return null;
    const continued = continueChain({ number, head }, asked.value.rows, guest);
    if (continued.kind !== 'continues' || (continued.rows.length === 0 && asked.value.more)) return null;
    rows.push(...continued.rows);
    if (!asked.value.more) return rows;
  }
};
