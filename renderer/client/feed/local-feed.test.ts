import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_HASH, type AnyRow, type FeedRow } from '../../../domain/event.ts';
import { someEvent } from '../event-under-test.ts';
import { LocalFeed } from './local-feed.ts';

const row = (number: number, what: object, bodies: FeedRow['bodies'] = {}): FeedRow => ({
  number,
  hash: NO_HASH,
  head: NO_HASH,
  signature: '',
  bodies,
  event: someEvent(number, {
    bodies: Object.fromEntries(Object.keys(bodies).map((name) => [name, 'a'.repeat(64)])),
    ...what,
  }),
});

/** A disk that takes something or does not, and a feed over it. */
const started = () => {
  const disk = new Map<number, AnyRow>();
  const can = { write: true };
  const write = (change: () => void): Promise<void> =>
    can.write ? Promise.resolve(change()) : Promise.reject(new Error('full'));
  const keep = (rows: readonly AnyRow[]) => {
    for (const each of rows) disk.set(each.number, each);
  };
  const store = {
    feed: () => Promise.resolve([...disk.values()].sort((one, other) => one.number - other.number)),
    addFeed: vi.fn((rows: readonly AnyRow[]) => write(() => keep(rows))),
    replaceFeed: (rows: readonly AnyRow[]) =>
      write(() => {
        disk.clear();
        keep(rows);
      }),
  };
  const ports = { store, workspace: 'w', changed: () => undefined, wrote: vi.fn(), trouble: vi.fn() };
  return { disk, can, store, ports, feed: new LocalFeed(ports) };
};
const renamed = (number: number) => row(number, { kind: 'campaign renamed', data: { name: `Name ${number}` } });
const created = row(1, { kind: 'campaign created', data: { name: 'Spring' } });
const numbers = (rows: Iterable<AnyRow>) => [...rows].map(({ number }) => number);

describe('a text that was erased', () => {
  const thread = {
    kind: 'thread started',
    data: { thread: 't', anchor: { text: 'brief/objective', start: '', end: '' }, blocking: false, suggests: false },
  };
  const said = { comment: { salt: 's', text: 'Private words' }, quote: { salt: 's', text: 'Others' } };
  const erasing = row(3, {
    kind: 'text erased',
    data: { number: 2, sequence: 2, name: 'comment', hash: 'a'.repeat(64) },
  });

  it('is forgotten, on this laptop’s disk and in what it shows', async () => {
    const { disk, feed } = started();
    await feed.take([created, row(2, thread, said)]);
    expect(JSON.stringify([...disk])).toContain('Private words');
    await feed.take([erasing]);
    expect(JSON.stringify([...disk])).not.toContain('Private words');
    expect(JSON.stringify([...disk])).toContain('Others');
    expect(JSON.stringify(feed.state())).not.toContain('Private words');
  });
  it('is forgotten in the same moment as the erasing is kept, also where both come at once', async () => {
    const { disk, store, feed } = started();
    await feed.take([created, row(2, thread, said)]);
    store.addFeed.mockClear();
    await feed.take([erasing]);
    expect(store.addFeed).toHaveBeenCalledOnce();
    const other = started();
    await other.feed.take([created, row(2, thread, said), erasing]);
    expect([...other.disk]).toEqual([...disk]);
  });
});

describe('a disk that takes nothing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(console, 'warn').mockReturnValue();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('leaves no hole: what it refused is shown, and written before what comes next', async () => {
    const { disk, can, feed, ports } = started();
    await feed.take([created]);
    can.write = false;
    await feed.take([renamed(2)]);
    expect(feed.state().number).toBe(2);
    expect(numbers(await feed.rows())).toEqual([1, 2]);
    expect(ports.trouble).toHaveBeenLastCalledWith(expect.stringContaining('disk'));
    can.write = true;
    await feed.take([renamed(3)]);
    expect(numbers(disk.values())).toEqual([1, 2, 3]);
    expect(ports.trouble).toHaveBeenLastCalledWith(null);
    expect(ports.wrote.mock.calls.map(([rows]) => numbers(rows as AnyRow[]))).toEqual([[1], [2, 3]]);
    expect(numbers(await feed.rows())).toEqual([1, 2, 3]);
  });
  it('is tried again by itself', async () => {
    const { disk, can, feed } = started();
    can.write = false;
    await feed.take([created]);
    can.write = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(numbers(disk.values())).toEqual([1]);
  });
  it('keeps the story it had where it does not take another', async () => {
    const { disk, can, feed } = started();
    await feed.take([created, renamed(2)]);
    can.write = false;
    await expect(feed.replace([created])).rejects.toThrow('full');
    expect(numbers(disk.values())).toEqual([1, 2]);
    expect(feed.state().number).toBe(2);
    can.write = true;
    await feed.replace([created]);
    expect(numbers(await feed.rows())).toEqual([1]);
    expect(feed.state().number).toBe(1);
  });
});

it('never goes back to what it read before another window told of more', async () => {
  const { feed, store } = started();
  await store.addFeed([created]);
  const loading = feed.load();
  const heard = feed.heard([renamed(2)]);
  await Promise.all([loading, heard]);
  expect(feed.state().number).toBe(2);
  // A gap: the disk has what was told of before.
  await store.addFeed([renamed(2), renamed(3), renamed(4)]);
  await Promise.all([feed.heard([renamed(4)]), feed.heard([renamed(5)])]);
  expect(feed.state().number).toBe(5);
});
