import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { roomName } from '../../../domain/campaign/rooms.ts';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import type { Pending } from '../contract.ts';
import { someEvent } from '../event-under-test.ts';
import { openIndexedStore, storeName } from './indexed-store.ts';
import { openKnownWorkspaces } from './known-workspaces.ts';
import type { LocalStore, StoreKey } from './local-store.ts';

let places = 0;
let key: StoreKey;
let store: LocalStore;
beforeEach(() => {
  key = { server: 'http://one', workspace: `w${++places}`, member: 'mia' };
  store = openIndexedStore(key);
});
/** What another start of the app finds. */
const reopened = (): LocalStore => {
  store.close();
  return (store = openIndexedStore(key));
};

const room = roomName('spring', 'brief');
const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
const added = async (...edits: Parameters<LocalStore['addEdits']>): Promise<number[]> =>
  (await store.addEdits(...edits)) ?? [];
const row = (number: number): FeedRow => ({
  number,
  event: someEvent(number, { kind: 'campaign renamed', data: { name: 'Spring' } }),
  hash: NO_HASH,
  head: NO_HASH,
  signature: 's',
  bodies: {},
});
const waiting = (id: string, name = 'Spring'): Pending => ({
  command: { id, kind: 'create campaign', campaign: 'spring', name },
  at: '2027-01-01T00:00:00.000Z',
  state: 'waits',
});

describe('feed', () => {
  it('comes back in order, each row once', async () => {
    await store.addFeed([row(1), row(2)]);
    await store.addFeed([row(2), row(3)]);
    expect((await reopened().feed()).map(({ number }) => number)).toEqual([1, 2, 3]);
  });
  it('gives way to another one whole, or not at all', async () => {
    await store.addFeed([row(1), row(2), row(3)]);
    const unkeepable = { ...row(2), bodies: { comment: () => undefined } } as unknown as FeedRow;
    await expect(store.replaceFeed([row(1), unkeepable])).rejects.toThrow(/clone/i);
    expect((await reopened().feed()).map(({ number }) => number)).toEqual([1, 2, 3]);
    await store.replaceFeed([row(1)]);
    expect((await reopened().feed()).map(({ number }) => number)).toEqual([1]);
  });
  it('is asked for again where its rows are not ones this app reads', async () => {
    await store.addFeed([{ ...row(1), hash: 'short' }]);
    expect(await store.feed()).toEqual([]);
  });
});

describe('outbox', () => {
  it('keeps the order, also of one that was refused meanwhile', async () => {
    await store.putPending(waiting('b'));
    await store.putPending(waiting('a'));
    const reasons = [{ code: 'bad value' as const, says: 'No.', fix: null }];
    await store.putPending({ ...waiting('b'), state: 'refused', reasons });
    const [first, second] = await reopened().outbox();
    expect(first).toEqual({ ...waiting('b'), state: 'refused', reasons });
    expect(second).toEqual(waiting('a'));
  });
  it('says of one that was on its way that it waits', async () => {
    await store.putPending({ ...waiting('a'), state: 'sending' });
    expect(await store.outbox()).toEqual([waiting('a')]);
  });
  it('lets go of one, and of none twice', async () => {
    await store.putPending(waiting('a'));
    await store.dropPending('a');
    await store.dropPending('a');
    expect(await store.outbox()).toEqual([]);
  });
});

describe('rooms', () => {
  it('are null where nothing is known', async () => {
    expect(await store.room(room)).toBeNull();
  });
  it('keep updates in order, and which of them the server has', async () => {
    const ids = await added(room, 0, [
      { bytes: bytes(1), unsent: false },
      { bytes: bytes(2), unsent: true },
      { bytes: bytes(3), unsent: true },
    ]);
    await store.acknowledge([ids[1]!]);
    const kept = await reopened().room(room);
    expect(kept?.edits.map(({ bytes, unsent }) => [[...bytes], unsent])).toEqual([
      [[1], false],
      [[2], false],
      [[3], true],
    ]);
    expect(kept).toMatchObject({ epoch: null, base: null, generation: 0, receipt: null });
    expect(await store.unsentRooms()).toEqual([room]);
    await store.acknowledge(ids);
    expect(await store.unsentRooms()).toEqual([]);
  });
  it('do not mix', async () => {
    await store.addEdits(room, 0, [{ bytes: bytes(1), unsent: true }]);
    expect(await store.room(roomName('spring', 'copy'))).toBeNull();
  });
  it('are described bit by bit, by windows that show this copy of them', async () => {
    await store.addEdits(room, 0, [], { epoch: 3 });
    await store.addEdits(room, 0, [], { syncedAt: 'now' });
    expect(await store.room(room)).toMatchObject({ epoch: 3, syncedAt: 'now', edits: [] });
  });
  it('are compacted without what is unsent, and only on top of what the window had read', async () => {
    const ids = await added(room, 0, [
      { bytes: bytes(1), unsent: false },
      { bytes: bytes(2), unsent: true },
    ]);
    const [later] = await added(room, 0, [{ bytes: bytes(3), unsent: false }]);
    expect(await store.compact(room, bytes(9), ids, 0)).toBe(true);
    const kept = await reopened().room(room);
    expect(kept).toMatchObject({ base: bytes(9), generation: 1 });
    expect(kept?.edits.map(({ id }) => id)).toEqual([ids[1], later]);
    expect(await store.compact(room, bytes(8), [later!], 0)).toBe(false);
    expect(await store.room(room)).toEqual(kept);
  });
  it('are emptied for a fresh copy, and what was in them is a draft', async () => {
    await store.addEdits(room, 0, [], { epoch: 1, syncedAt: 'then' });
    await store.addEdits(room, 0, [{ bytes: bytes(1), unsent: true }]);
    const draft = { room, at: 'now', why: 'No right.', state: bytes(1) };
    const receipt = { since: 'then', theirs: [], lost: [{ text: 'brief/offer', words: 'mine' }] };
    await store.replaceRoom(0, draft, receipt);
    expect(await reopened().room(room)).toMatchObject({
      epoch: null,
      base: null,
      receipt,
      edits: [],
      syncedAt: null,
    });
    const [kept] = await store.kept();
    expect(kept).toEqual({ id: kept!.id, kind: 'text', ...draft });
    expect(await store.unsentRooms()).toEqual([]);
  });
  it('do not take what a window that shows an older copy still writes, nor are emptied by it again', async () => {
    const draft = { room, at: 'now', why: 'No right.', state: bytes(1) };
    await store.replaceRoom(0, draft, null);
    expect(await store.addEdits(room, 0, [{ bytes: bytes(1), unsent: true }])).toBeNull();
    expect(await store.addEdits(room, 0, [], { epoch: 7, receipt: null, why: null })).toBeNull();
    expect(await store.room(room)).toMatchObject({ epoch: null, why: 'No right.' });
    await added(room, 1, [{ bytes: bytes(2), unsent: true }]);
    await store.replaceRoom(0, { ...draft, state: bytes(3) }, null);
    expect((await store.room(room))?.edits.map(({ bytes }) => [...bytes])).toEqual([[2]]);
    expect(await store.kept()).toHaveLength(2);
  });
  it('are told of, and what was kept is compared, seen to and let go of', async () => {
    await store.addEdits(room, 0, [], { epoch: 1 });
    expect(await store.rooms()).toEqual([room]);
    const texts = [{ text: 'brief/offer', whole: 'Mine.', lost: null }];
    await store.replaceRoom(0, { room, at: 'now', why: 'Restored.', state: bytes(1), texts }, null);
    const undone = { at: 'now', why: 'Two entries are gone.', rows: [row(1), row(2)] };
    await store.keepUndone('restored x', undone);
    await store.keepUndone('restored x', undone);
    const [draft, record] = await store.kept();
    expect(record).toEqual({ id: 'restored x', kind: 'record', ...undone });
    await store.describeDraft(draft!.id, [{ ...texts[0]!, lost: ['Mine.'] }]);
    expect((await reopened().kept())[0]).toMatchObject({ why: 'Restored.', texts: [{ lost: ['Mine.'] }] });
    await store.dropKept(draft!.id);
    expect(await store.kept()).toHaveLength(1);
    await store.dropKept(record!.id);
    expect(await store.kept()).toEqual([]);
  });
});

describe('is emptied', () => {
  it('of all that came from the server', async () => {
    await store.addFeed([row(1)]);
    await store.addEdits(room, 0, [{ bytes: bytes(1), unsent: false }], { epoch: 1, syncedAt: 'now' });
    await store.keepVersion({ campaign: 'spring', number: 2, digest: 'd', json: '{}', ids: [] });
    expect(await store.empty()).toBe(true);
    expect([await store.feed(), await store.room(room), await store.version('spring', 2)]).toEqual([[], null, null]);
  });
  it('not while something was not sent, until it is', async () => {
    const ids = await added(room, 0, [{ bytes: bytes(1), unsent: true }]);
    expect(await store.empty()).toBe(false);
    expect((await store.room(room))?.edits).toHaveLength(1);
    await store.acknowledge(ids);
    expect(await store.empty()).toBe(true);
  });
  it('not of a command, also of a kind that only a newer app knows', async () => {
    await store.putPending({ ...waiting('a'), command: { id: 'a', kind: 'of a newer app' } } as unknown as Pending);
    expect(await store.outbox()).toEqual([]);
    expect(await store.empty()).toBe(false);
  });
  it('not of what was kept of a room that a fresh copy took the place of', async () => {
    await store.replaceRoom(0, { room, at: 'now', why: 'No right.', state: bytes(1) }, null);
    expect(await store.empty()).toBe(false);
  });
  it.each(['writes', 'empties'])(
    'and what another window writes at the same moment stays, where one %s first',
    async (first) => {
      const other = openIndexedStore(key);
      // Both are open: neither waits for more than the other.
      await Promise.all([other.addFeed([row(1)]), store.feed()]);
      const writes = () => other.addEdits(room, 0, [{ bytes: bytes(2), unsent: true }]);
      await Promise.all(first === 'writes' ? [writes(), store.empty()] : [store.empty(), writes()]);
      other.close();
      expect(await reopened().unsentRooms()).toEqual([room]);
    },
  );
});

it('keeps a version', async () => {
  const version = { campaign: 'spring', number: 2, digest: 'd', json: '{}', ids: [] };
  expect(await store.version('spring', 2)).toBeNull();
  await store.keepVersion(version);
  expect(await reopened().version('spring', 2)).toEqual(version);
});

it('is another one for another member, workspace or server', async () => {
  await store.putPending(waiting('a'));
  for (const other of [{ member: 'sam' }, { workspace: 'other' }, { server: 'http://two' }]) {
    const theirs = openIndexedStore({ ...key, ...other });
    expect(await theirs.outbox()).toEqual([]);
    theirs.close();
  }
});

it('keeps nothing of a change that failed', async () => {
  await store.putPending(waiting('a'));
  const unkeepable = { ...waiting('b'), command: { ...waiting('b').command, name: () => 0 } } as unknown as Pending;
  await expect(store.putPending(unkeepable)).rejects.toThrow(/clone/i);
  expect(await store.outbox()).toEqual([waiting('a')]);
});

describe('a store that a newer app has written', () => {
  beforeEach(async () => {
    const newer = await openDB(storeName(key), 99);
    newer.close();
  });
  it('is closed while it is being opened, and nobody who did not ask hears that it cannot be', async () => {
    const reading = store.feed();
    store.close();
    await expect(reading).rejects.toThrow(/version/i);
  });
  it('is not emptied: nobody here can tell what is nowhere else', async () => {
    await expect(store.empty()).rejects.toThrow(/version/i);
  });
});

it('knows the chairs this laptop has sat in', async () => {
  const known = openKnownWorkspaces();
  const member = { id: 'mia', name: 'Mia', role: 'marketing' as const, admin: false, suspended: false };
  const seat = { server: 'http://one', id: 'w', name: 'W', seat: 'me', member, sample: false, openedAt: 'now' };
  await known.keep(seat);
  await known.keep({ ...seat, openedAt: 'later' });
  expect(await openKnownWorkspaces().all()).toEqual([{ ...seat, openedAt: 'later' }]);
  await known.forget(seat);
  expect(await known.all()).toEqual([]);
});
