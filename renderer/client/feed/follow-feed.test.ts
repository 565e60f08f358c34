import { expect, it } from 'vitest';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import { hashEvent, nextHead } from '../../../domain/record/hash.ts';
import { someEvent } from '../event-under-test.ts';
import type { FeedListener, Transport } from '../transport/transport.ts';
import { followFeed, type FeedPorts, type Standing } from './follow-feed.ts';

const event = someEvent(1, { kind: 'campaign created', data: { name: 'Spring', owner: 'mia' } });
const hash = hashEvent(event);
const row: FeedRow = { number: 1, hash, head: nextHead(NO_HASH, hash), signature: '', bodies: {}, event };

/** A server whose feed is empty at first and then says what the test has it say; each line that is opened is handed over. */
const followed = (ports: Partial<FeedPorts>) => {
  const stood: Standing[] = [];
  const lines: FeedListener[] = [];
  const transport = {
    request: () => Promise.resolve({ status: 200, body: { rows: [], more: false } }),
    feed: (_place: unknown, _after: number, listener: FeedListener) => {
      lines.push(listener);
      return () => undefined;
    },
  } as unknown as Transport;
  const following = followFeed({
    transport,
    place: { server: '', workspace: 'w', seat: null },
    head: () => ({ number: 0, head: NO_HASH }),
    guest: () => false,
    signed: () => Promise.resolve('holds'),
    take: () => Promise.resolve(),
    mend: () => Promise.resolve(false),
    stands: (standing) => stood.push(standing),
    ...ports,
  });
  return { following, stood, lines };
};

it('takes an entry that came just before the line broke', async () => {
  const taken: number[] = [];
  const { following, lines } = followed({
    take: (rows) => Promise.resolve(void taken.push(...rows.map((r) => r.number))),
  });
  await expect.poll(() => lines.length).toBe(1);
  lines[0]!.onRow(row);
  lines[0]!.onEnd(null);
  await expect.poll(() => taken).toEqual([1]);
  following.stop();
});

it('is offline, and goes on, when the line breaks while an entry’s key cannot be fetched', async () => {
  // The server went away between sending the entry and being asked for its key. What is not caught here fails the run.
  const { following, stood, lines } = followed({ signed: () => Promise.resolve('unreachable') });
  await expect.poll(() => lines.length).toBe(1);
  lines[0]!.onRow(row);
  lines[0]!.onEnd(null);
  await expect.poll(() => stood.at(-1)).toEqual({ online: false, trouble: null });
  following.poke();
  await expect.poll(() => lines.length).toBe(2);
  following.stop();
});
