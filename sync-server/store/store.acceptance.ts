import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { NO_HASH, type Event, type FeedRow } from '../../domain/event.ts';
import { QUARANTINED, type LogRow, type Store, type StoredRow } from './store.ts';

const name = roomName('spring', 'brief');
const other = roomName('spring', 'copy');

const feedRow = (number: number, changes: Partial<Event> = {}): FeedRow => ({
  number,
  event: {
    format: 1,
    workspace: 'w',
    campaign: 'spring',
    sequence: number,
    previous: NO_HASH,
    at: '2026-11-24T09:00:00.000Z',
    actor: { member: 'mia' },
    command: `command-${number}`,
    key: 'key',
    bodies: {},
    kind: 'thread resolved',
    data: { thread: 'one' },
    ...changes,
  } as Event,
  hash: 'a'.repeat(64),
  head: 'b'.repeat(64),
  signature: 'x.y.z',
  bodies: {},
});
const logRow = (number: number, changes: Partial<LogRow> = {}): LogRow => ({
  room: name,
  epoch: 1,
  number,
  member: 'mia',
  clients: [7],
  kind: 'update',
  at: '2026-11-24T09:00:00.000Z',
  bytes: new Uint8Array([number, 2, 3]),
  ...changes,
});

/** The same as it is loaded. */
const storedRow = (number: number): StoredRow => {
  const { member, kind, bytes } = logRow(number);
  return { number, member, kind, bytes };
};

/** What every store must hold. `open` opens a fresh one; `reopen` the last one again, where it outlives its process. */
export const storeAcceptance = (title: string, open: () => Store, reopen: (() => Store) | null): void => {
  describe(`a store ${title}`, () => {
    const opened: Store[] = [];
    const fresh = (): Store => {
      const store = open();
      opened.push(store);
      return store;
    };
    const withRooms = (): Store => {
      const store = fresh();
      for (const [room, kind] of [
        [name, 'brief'],
        [other, 'copy'],
      ] as const)
        store.createRoom({ name: room, campaign: 'spring', kind, epoch: 1 });
      return store;
    };
    afterEach(() => {
      for (const store of opened.splice(0))
        try {
          store.close();
        } catch {
          // The test closed it.
        }
    });

    it('gives back the feed as it was appended, by number', () => {
      const store = fresh();
      const rows = [1, 2, 3].map((number) => feedRow(number));
      rows[1]!.bodies = { comment: { salt: 's', text: 'Größe 😀' }, replacement: null };
      for (const row of rows) store.appendFeedRow(row);
      expect(store.feed(0, 10)).toEqual(rows);
      expect(store.feed(1, 1)).toEqual([rows[1]]);
      expect(store.feedRow(3)).toEqual(rows[2]);
      expect(store.feedRow(4)).toBeNull();
    });

    it('takes no number and no sequence twice', () => {
      const store = fresh();
      store.appendFeedRow(feedRow(1));
      expect(() => store.appendFeedRow(feedRow(1))).toThrow(/UNIQUE/);
      expect(() => store.appendFeedRow({ ...feedRow(2), event: feedRow(1).event })).toThrow(/UNIQUE/);
      expect(store.feed(0, 10)).toHaveLength(1);
    });

    it('undoes all of a transaction that throws, also from within another', () => {
      const store = withRooms();
      const boom = new Error('boom');
      expect(() =>
        store.transaction(() => {
          store.appendFeedRow(feedRow(1));
          store.transaction(() => store.appendUpdate(logRow(1)));
          throw boom;
        }),
      ).toThrow(boom);
      expect(store.feed(0, 10)).toEqual([]);
      expect(store.loadRoom(name, 1).tail).toEqual([]);
      expect(store.transaction(() => 'after')).toBe('after');
    });

    it('keeps each room’s rows apart, in order, by epoch', () => {
      const store = withRooms();
      for (const row of [
        logRow(2),
        logRow(1),
        logRow(1, { room: other, member: null, kind: 'founding' }),
        logRow(1, { epoch: 2 }),
      ])
        store.appendUpdate(row);
      expect(store.loadRoom(name, 1)).toEqual({
        snapshot: null,
        vector: null,
        covers: 0,
        tail: [storedRow(1), storedRow(2)],
        number: 2,
        aside: [],
      });
      expect(store.loadRoom(other, 1).tail).toMatchObject([{ member: null, kind: 'founding' }]);
      expect(store.loadRoom(name, 2).tail).toHaveLength(1);
      expect(() => store.appendUpdate(logRow(2))).toThrow(/UNIQUE/);
      expect(store.rooms().map((room) => room.name)).toEqual([name, other]);
      expect(store.room(roomName('autumn', 'brief'))).toBeNull();
    });

    it('loads a snapshot and what came after it, and still knows who wrote before it', () => {
      const store = withRooms();
      for (const number of [1, 2, 3]) store.appendUpdate(logRow(number, { member: number === 1 ? 'sam' : 'mia' }));
      store.saveSnapshot(name, 1, 2, new Uint8Array([9]), new Uint8Array([8]));
      expect(store.loadRoom(name, 1)).toEqual({
        snapshot: new Uint8Array([9]),
        vector: new Uint8Array([8]),
        covers: 2,
        tail: [storedRow(3)],
        number: 3,
        aside: [],
      });
      expect(store.writersSince(name, 1, 0)).toEqual(['mia', 'sam']);
      expect(store.writersSince(name, 1, 1)).toEqual(['mia']);
      expect(store.writersSince(name, 1, 3)).toEqual([]);
    });

    it('keeps the snapshot before the newest and the rows after it, until the next one', () => {
      const store = withRooms();
      for (const number of [1, 2, 3]) store.appendUpdate(logRow(number));
      const [first, second, third] = [[1], [2], [3]].map((bytes) => new Uint8Array(bytes));
      const vector = new Uint8Array([0]);
      const load = () => store.loadRoom(name, 1);
      const spoil = (number: number): void => store.setAside(name, 1, { what: 'snapshot', number, why: 'spoilt' });
      store.saveSnapshot(name, 1, 1, first!, vector);
      store.saveSnapshot(name, 1, 2, second!, vector);
      expect(load()).toMatchObject({ snapshot: second, tail: [{ number: 3 }] });
      spoil(2);
      expect(load()).toMatchObject({
        snapshot: first,
        covers: 1,
        tail: [{ number: 2 }, { number: 3 }],
        aside: [{ what: 'snapshot', number: 2, why: 'spoilt' }],
      });
      store.saveSnapshot(name, 1, 3, third!, vector);
      spoil(3);
      expect(load()).toMatchObject({ snapshot: first, tail: [{ number: 2 }, { number: 3 }] });
    });

    it('sets a row aside, and never takes its bytes or its number', () => {
      const store = withRooms();
      for (const number of [1, 2, 3]) store.appendUpdate(logRow(number));
      store.setAside(name, 1, { what: 'row', number: 3, why: 'does not apply' });
      expect(store.loadRoom(name, 1)).toMatchObject({
        tail: [{ number: 1 }, { number: 2 }],
        number: 3,
        aside: [{ what: 'row', number: 3, why: 'does not apply' }],
      });
    });

    it('gives a client id to one member', () => {
      const store = withRooms();
      store.claimClientId(name, 1, { client: 4_294_967_295, member: 'mia', kept: false });
      store.claimClientId(name, 1, { client: 8, member: null, kept: true });
      expect(store.clientIds(name, 1)).toEqual([
        { client: 8, member: null, kept: true },
        { client: 4_294_967_295, member: 'mia', kept: false },
      ]);
      expect(() => store.claimClientId(name, 1, { client: 8, member: 'sam', kept: false })).toThrow(/UNIQUE/);
      expect(store.clientIds(other, 1)).toEqual([]);
    });

    it('keeps refused updates aside', () => {
      const store = withRooms();
      const refused = {
        room: name,
        epoch: 1,
        member: 'eve',
        name: 'Eve',
        at: 'now',
        why: 'odd',
        bytes: new Uint8Array([1]),
      };
      store.quarantine(refused);
      expect(store.quarantined()).toEqual([refused]);
      for (let more = 0; more < QUARANTINED; more += 1) store.quarantine({ ...refused, why: `reason ${more}` });
      expect(store.quarantined()).toHaveLength(QUARANTINED);
      expect(store.quarantined()[0]?.why).toBe('reason 0');
    });

    it('keeps a version and never takes its number again', () => {
      const store = fresh();
      const version = {
        campaign: 'spring',
        number: 1,
        digest: 'd',
        json: '{"a":"é"}',
        ids: '[]',
        briefRow: 3,
        copyRow: 4,
      };
      store.saveVersion(version);
      expect(store.version('spring', 1)).toEqual(version);
      expect(store.version('spring', 2)).toBeNull();
      expect(() => store.saveVersion({ ...version, digest: 'e' })).toThrow(/UNIQUE/);
    });

    it('gives the package of the newest launch', () => {
      const store = fresh();
      for (const launch of [4, 9, 7])
        store.savePackage({ campaign: 'spring', launch, version: launch, digest: 'd', json: `{"launch":${launch}}` });
      expect(store.newestPackage('spring')).toMatchObject({ launch: 9, json: '{"launch":9}' });
      expect(store.newestPackage('autumn')).toBeNull();
    });

    it('finds a session by the hash of its token until it ends', () => {
      const store = fresh();
      const session = (hash: string, member: string) => ({
        hash,
        member,
        seat: 'me',
        created: 'a',
        ends: 'b',
        device: 'Firefox on Linux',
        lastSeen: `seen ${hash}`,
      });
      for (const [hash, member] of [
        ['1', 'mia'],
        ['2', 'mia'],
        ['3', 'sam'],
      ] as const)
        store.saveSession(session(hash, member));
      expect(store.session('1')).toEqual(session('1', 'mia'));
      store.sawSession('1', 'seen 9', 'c');
      expect(store.session('1')).toMatchObject({ ends: 'c' });
      expect([store.nextSessionEnd('a'), store.nextSessionEnd('b'), store.nextSessionEnd('c')]).toEqual([
        'b',
        'c',
        null,
      ]);
      expect(store.sessions('mia').map(({ hash }) => hash)).toEqual(['1', '2']);
      expect(store.sessions(null).map(({ hash }) => hash)).toEqual(['1', '3', '2']);
      store.endSession('3');
      expect(['1', '2', '3'].map((hash) => store.session(hash)?.member ?? null)).toEqual(['mia', 'mia', null]);
    });

    it('sends no more of what waited for a webhook that was cancelled', () => {
      const { webhooks } = fresh();
      const about = {
        kind: 'signed',
        campaign: 'c',
        body: '{}',
        attempts: 0,
        lastStatus: null,
        lastFault: null,
      } as const;
      for (const webhook of ['one', 'two'])
        webhooks.queue({ ...about, id: webhook, webhook, event: 1, state: 'waiting', at: '1', next: '1' });
      webhooks.cancel('one', 'Gone.');
      expect(webhooks.due('2').map(({ id }) => id)).toEqual(['two']);
      expect(webhooks.delivery('one')).toMatchObject({ state: 'failed', next: null, lastFault: 'Gone.' });
    });

    it('gives a link for a device once, and keeps one of each session', () => {
      const store = fresh();
      const link = (hash: string, session: string | null) => ({ hash, member: 'mia', session, ends: '5' });
      for (const [hash, session] of [
        ['old', 's'],
        ['new', 's'],
        ['other', 't'],
        ['first', null],
        ['second', null],
      ] as const)
        store.saveDeviceLink(link(hash, session), '1');
      for (const gone of ['old', 'first', 'unknown']) expect(store.takeDeviceLink(gone)).toBeNull();
      expect(store.deviceLink('new')).toEqual(link('new', 's'));
      expect(store.takeDeviceLink('new')).toEqual(link('new', 's'));
      expect(store.deviceLink('new')).toBeNull();
      expect(store.takeDeviceLink('new')).toBeNull();
      expect(store.takeDeviceLink('second')).toEqual(link('second', null));
      store.saveDeviceLink({ ...link('last', 'u'), ends: '9' }, '5');
      expect(store.takeDeviceLink('other')).toBeNull();
    });

    it('finds an invite by the hash of its newest secret', () => {
      const store = fresh();
      store.saveInviteSecret('one', 'old');
      store.saveInviteSecret('one', 'new');
      expect(store.inviteOf('old')).toBeNull();
      expect(store.inviteOf('new')).toBe('one');
    });

    it('keeps the signing keys', () => {
      const store = fresh();
      const key = { key: 'k', publicJwk: '{}', privateJwk: '{}', created: 'now' };
      store.saveKey(key);
      expect(store.keys()).toEqual([key]);
      // Made in the same instant and named before the first: the order of saving counts.
      store.saveKey({ ...key, key: 'a' });
      store.retireKeysBut('a');
      expect(store.keys()).toEqual([
        { ...key, privateJwk: '' },
        { ...key, key: 'a' },
      ]);
    });

    it.skipIf(reopen === null)('has everything again after it was closed and opened', () => {
      const store = fresh();
      store.createRoom({ name, campaign: 'spring', kind: 'brief', epoch: 1 });
      store.appendUpdate(logRow(1));
      store.appendFeedRow(feedRow(1));
      store.close();
      const again = reopen!();
      opened.push(again);
      expect(again.feed(0, 10)).toEqual([feedRow(1)]);
      expect(again.loadRoom(name, 1).tail).toEqual([storedRow(1)]);
    });
  });
};
