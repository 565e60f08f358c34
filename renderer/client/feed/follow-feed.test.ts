import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import { hashEvent, nextHead } from '../../../domain/record/hash.ts';
import { someEvent } from '../event-under-test.ts';
import type { FeedListener, Transport } from '../transport/transport.ts';
import { followFeed, type FeedPorts, type LineStatus } from './follow-feed.ts';

const event = someEvent(1, { kind: 'campaign created', data: { name: 'Spring', owner: 'mia' } });
const hash = hashEvent(event);
const row: FeedRow = { number: 1, hash, head: nextHead(NO_HASH, hash), signature: '', bodies: {}, event };

/** A server whose feed is empty at first and then says what the test has it say; each line that is opened is handed over. */
const followed = (ports: Partial<FeedPorts>) => {
  const stood: LineStatus[] = [];
  const lines: FeedListener[] = [];
  const transport = {
    request: () => Promise.resolve({ status: 200, body: { rows: [], more: false } }),
    feed: (_endpoint: unknown, _after: number, listener: FeedListener) => {
      lines.push(listener);
      return () => undefined;
    },
  } as unknown as Transport;
  const following = followFeed({
    transport,
    endpoint: { server: '', workspace: 'w', seat: null },
    member: 'mia',
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

describe('a line that is silent', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  it.each([0, -24, 24])('is asked whether it stands, also where the clock moved by %i hours', async (hours) => {
    const request = vi.fn(() => Promise.resolve({ status: 200, body: { rows: [], more: false } }));
    const feed = vi.fn(() => () => undefined);
    const { following } = followed({ transport: { request, feed } as unknown as Transport });
    await vi.advanceTimersByTimeAsync(0);
    expect([request.mock.calls.length, feed.mock.calls.length]).toEqual([1, 1]);
    vi.setSystemTime(Date.now() + hours * 3_600_000);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(request.mock.calls.length).toBeGreaterThan(1);
    following.stop();
  });
});

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

it('says that somebody is signed out, at once when the line is refused, and comes back when they are in again', async () => {
  let answer: { status: number; body: object } = {
    status: 401,
    body: { error: 'suspended', says: 'You are suspended.' },
  };
  const all = { rows: [], more: false };
  const transport = (lines: FeedListener[]) =>
    ({
      request: () => Promise.resolve(answer),
      feed: (_endpoint: unknown, _after: number, listener: FeedListener) => {
        lines.push(listener);
        return () => undefined;
      },
    }) as unknown as Transport;
  const lines: FeedListener[] = [];
  const { following, stood } = followed({ transport: transport(lines) });
  const suspended = {
    online: false,
    trouble: 'You are suspended.',
    out: { why: 'suspended', says: 'You are suspended.' },
  };
  await expect.poll(() => stood.at(-1)).toEqual(suspended);
  answer = { status: 200, body: { ...all, member: 'mia' } };
  following.poke();
  await expect.poll(() => stood.at(-1)).toEqual({ online: true, trouble: null, out: null });
  answer = { status: 401, body: { error: 'sign in', says: 'You are signed out here.' } };
  lines.at(-1)!.onEnd('You are signed out here.');
  await expect.poll(() => stood.at(-1)?.out?.why).toBe('sign in');
  expect(stood.filter(({ online, out }) => !online && out === null)).toEqual([]);
  answer = { status: 200, body: { ...all, member: 'sam' } };
  following.poke();
  await expect.poll(() => stood.at(-1)?.out?.why).toBe('another member');
  following.stop();
});

it('does not ask without end a server that refuses the line and nothing else', async () => {
  const { following, stood, lines } = followed({});
  await expect.poll(() => lines.length).toBe(1);
  lines[0]!.onEnd('No.');
  await expect.poll(() => lines.length).toBe(2);
  lines[1]!.onEnd('No.');
  await expect.poll(() => stood.at(-1)).toEqual({ online: false, trouble: null, out: null });
  following.stop();
});

it('is offline, and goes on, when the line breaks while an entry’s key cannot be fetched', async () => {
  // The server went away between sending the entry and being asked for its key. What is not caught here fails the run.
  const { following, stood, lines } = followed({ signed: () => Promise.resolve('unreachable') });
  await expect.poll(() => lines.length).toBe(1);
  lines[0]!.onRow(row);
  lines[0]!.onEnd(null);
  await expect.poll(() => stood.at(-1)).toEqual({ online: false, trouble: null, out: null });
  following.poke();
  await expect.poll(() => lines.length).toBe(2);
  following.stop();
});
