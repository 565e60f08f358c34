import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Command } from '../../domain/command.ts';
import { NO_HASH, type FeedRow } from '../../domain/event.ts';
import { hashEvent, nextHead } from '../../domain/record/hash.ts';
import { someEvent } from './event-under-test.ts';
import type { Signatures } from './feed/signatures.ts';
import { lead } from './leading.ts';
import type { FeedListener, Transport } from './transport/transport.ts';
import { wireParts, type WorkspaceParts } from './workspace-parts.ts';

const mia = { id: 'mia', name: 'Mia', role: 'marketing', admin: false, suspended: false } as const;
const joined = { kind: 'member joined', data: { member: mia, invite: null } };
const suspended = { kind: 'member suspended', data: { member: 'mia', suspended: true } };
const letBackIn = { kind: 'member suspended', data: { member: 'mia', suspended: false } };
const chain = (...events: object[]): FeedRow[] => {
  let head = NO_HASH;
  return events.map((what, index) => {
    const event = someEvent(index + 1, { campaign: null, ...what });
    const hash = hashEvent(event);
    head = nextHead(head, hash);
    return { number: index + 1, hash, head, signature: '', bodies: {}, event };
  });
};
const comment: Command = { id: 'c1', kind: 'reply', campaign: 'c', thread: 't', reply: 'r1', comment: 'Words.' };

/** Looks until it is so; only what never comes fails. */
const until = (look: () => void) => vi.waitFor(look, { timeout: 60_000 });

let parts: WorkspaceParts;
afterEach(() => parts.close());
let workspaces = 0;

/** A window of Mia’s that leads. Its server has these rows, and takes every command without ever telling its row. */
const leading = (rows: FeedRow[]) => {
  const server = { rows, posted: [] as string[], lines: [] as FeedListener[] };
  const feed = (query: string) => {
    const { after, head } = Object.fromEntries(new URLSearchParams(query)) as { after: string; head?: string };
    const known = server.rows[Number(after) - 1]?.head;
    if (head !== undefined && head !== known) return { status: 409, body: { error: 'rolled back', says: 'Put back.' } };
    return { status: 200, body: { rows: server.rows.slice(Number(after)), more: false, member: 'mia' } };
  };
  const transport = {
    request: (_endpoint: unknown, _method: unknown, path: string, body?: Command) => {
      if (path.includes('/feed?')) return Promise.resolve(feed(path.split('?')[1]!));
      if (path.includes('/commands?')) server.posted.push(body!.id);
      return Promise.resolve({ status: 200, body: { number: 99 } });
    },
    feed: (_endpoint: unknown, _after: number, listener: FeedListener) => {
      server.lines.push(listener);
      return () => undefined;
    },
  } as Partial<Transport> as Transport;
  const seat = { server: 's', id: `w${++workspaces}`, name: 'W', seat: 'me', member: mia, sample: false, openedAt: '' };
  const around = { transport, locks: undefined, now: () => new Date(), memberChanged: vi.fn(), left: vi.fn() };
  const wired = wireParts(seat, around, vi.fn());
  const signatures = { check: () => Promise.resolve('holds') } as Partial<Signatures> as Signatures;
  parts = { ...wired, signatures };
  parts.windows.whenLeading(() => lead(parts));
  return server;
};

it('holds nobody for suspended whom the feed has let back in, also where one row tells it and another that, over one line', async () => {
  const [first, ...rest] = chain(joined, suspended, letBackIn);
  const server = leading([first!]);
  await until(() => expect(server.lines).toHaveLength(1));
  for (const row of rest) server.lines[0]!.onRow(row);
  await until(() => expect(parts.feed.state().number).toBe(3));
  await until(() => expect([parts.line.online(), parts.isSuspended()]).toEqual([true, false]));
});

it('after a restore keeps what the server had taken before it from going out again, where its member was suspended since', async () => {
  const before = chain(joined, { kind: 'campaign created', campaign: 'c', data: { name: 'C' } });
  const server = leading(before);
  await until(() => expect(server.lines).toHaveLength(1));
  void parts.outbox.give(comment);
  await until(() => expect(server.posted).toEqual(['c1']));
  const states: string[] = [];
  const { replaceFeed, outbox, putPending } = parts.store;
  parts.store.putPending = vi.fn(putPending).mockRejectedValueOnce(new Error('disk full'));
  parts.store.replaceFeed = async (rows) => {
    states.push(...(await outbox()).map(({ state }) => state));
    await replaceFeed(rows);
  };
  const restored = { kind: 'restored', data: { head: before[0]!.head } };
  server.rows = chain(joined, restored, suspended, letBackIn);
  server.lines[0]!.onEnd(null);
  await until(() => expect(parts.feed.state().number).toBe(4));
  // A kill after the rows are written finds nothing that would go out by itself.
  expect(states).toEqual(['refused']);
  await until(() => expect(parts.isSuspended()).toBe(false));
  expect(server.posted).toEqual(['c1']);
});
