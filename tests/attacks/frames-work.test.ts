import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { FOUNDER } from '../../domain/campaign/founding.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { foundRoom } from '../../sync-server/rooms/found-room.ts';
import { step1Frame, step2Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import type { Room } from '../../sync-server/rooms/room.ts';
import { TestClient, roomsUnderTest } from '../../sync-server/rooms/room-under-test.ts';
import { diceOf } from '../fuzz/dice.ts';
import { bytesOf, contents, crafted, text, uint, type Struct } from './frames-craft.ts';

// What one update, or one member, may cost the server. Everything is counted in the server's own steps, about a microsecond each: a clock
// would say more about the machine. `npm run siege` measures the same attacks with clocks.

const LOW = 2;
const HIGH = 4_000_000_000;
const founder = { client: FOUNDER, clock: 0 };
const letters = (says: string): Pick<Struct, 'content' | 'body'> => ({
  content: contents.string,
  body: (to) => text(to, says),
});

/** So many letters each put in front of the last, and as many of a higher client behind the same place, which each walk over all of them. */
const crowded = (each: number): Uint8Array =>
  crafted([
    {
      client: HIGH,
      clock: 0,
      // Built on the last of the others, so that they come first at every load.
      structs: [
        { ...letters('h'), origin: { client: LOW, clock: each - 1 } },
        ...Array.from({ length: each }, () => ({ ...letters('x'), origin: founder })),
      ],
    },
    {
      client: LOW,
      clock: 0,
      structs: Array.from({ length: each }, (_, at) => ({
        ...letters('y'),
        origin: founder,
        ...(at > 0 && { right: { client: LOW, clock: at - 1 } }),
      })),
    },
  ]);
/** One long text. */
const long = (length: number): Uint8Array =>
  crafted([{ client: LOW, clock: 0, structs: [{ ...letters('x'.repeat(length)), origin: founder }] }]);
/** Every second letter of it deleted, in this order. */
const deleting = (places: readonly number[]): Uint8Array =>
  bytesOf((to) => {
    for (const each of [0, 1, LOW, places.length]) uint(to, each);
    for (const place of places) {
      uint(to, 2 * place);
      uint(to, 1);
    }
  });
const upTo = (count: number, from = 0): number[] => Array.from({ length: count }, (_, at) => from + at);

/** Rooms with a share of the server for each member, which a test can look into. */
const server = () => {
  const spent = new Map<string, number>();
  const made = roomsUnderTest({
    share: (fair) => (member) => {
      const share = fair.of(member);
      return {
        get rests() {
          return share.rests;
        },
        waiting: 0,
        spend: (steps) => {
          spent.set(member, (spent.get(member) ?? 0) + steps);
          share.spend(steps);
        },
        listen: (listener) => share.listen(listener),
      };
    },
  });
  return { ...made, spent: (member: string): number => spent.get(member) ?? 0 };
};
const meaning = ({ doc }: Room): string => JSON.stringify(doc.getText('objective').toDelta());
const SECOND = 1_000_000;

describe('one update', () => {
  it('whose pieces each walk over thousands of others is refused, named, and leaves nothing behind', () => {
    const { room, turn, store, newRooms, name, spent } = server();
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    mia.type('Before. ');
    turn();
    const before = meaning(room);
    // 144 million steps of the walk; with as many as an update may have it would be five billion.
    eve.say(updateFrame(crowded(12_000)));
    mia.type('Meanwhile. ');
    turn();
    expect(eve.closed).toBe(closeCodes.brokenFrame);
    expect(store.quarantined()).toMatchObject([{ member: 'eve', name: 'EVE', why: 'takes too long to apply' }]);
    expect(meaning(room)).toBe(before.replace('Before. ', 'Before. Meanwhile. '));
    expect(spent('eve')).toBeLessThan(0.6 * SECOND);
    expect(spent('mia')).toBeLessThan(0.01 * SECOND);
    expect(meaning(newRooms().open(name)!)).toBe(meaning(room));
  });

  it('of twenty bytes pays for what it walks over, and is slow for its sender alone', () => {
    const { room, turn, spent } = server();
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    turn();
    const crowd = crafted([
      {
        client: LOW,
        clock: 0,
        structs: upTo(40_000).map((at) => ({
          ...letters('y'),
          origin: founder,
          ...(at > 0 && { right: { client: LOW, clock: at - 1 } }),
        })),
      },
    ]);
    eve.say(updateFrame(crowd));
    turn();
    const before = spent('eve');
    for (const at of upTo(100))
      eve.say(updateFrame(crafted([{ client: HIGH, clock: at, structs: [{ ...letters('x'), origin: founder }] }])));
    turn();
    expect(eve.closed).toBeNull();
    expect(spent('eve') - before).toBeGreaterThan(100 * 300);
    mia.type('on');
    turn();
    expect(spent('mia')).toBeLessThan(10_000);
  });

  it('that deletes in falling order, or takes very much apart, is refused before it is applied', () => {
    for (const places of [upTo(20_000).reverse(), upTo(60_000)]) {
      const { room, turn, spent } = server();
      const eve = new TestClient(room, 'eve');
      turn();
      eve.say(updateFrame(long(200_000)));
      turn();
      const before = meaning(room);
      eve.say(updateFrame(deleting(places)));
      turn();
      expect(eve.closed).toBe(closeCodes.brokenFrame);
      expect(meaning(room)).toBe(before);
      expect(spent('eve')).toBeLessThan(0.3 * SECOND);
    }
  });

  it('of eight people who wrote three thousand edits each without a network, much of it at one place, is taken', () => {
    const { room, turn, store, newRooms, name } = server();
    const dice = diceOf(12);
    const start = new TestClient(room, 'start');
    turn();
    start.doc.getText('objective').insert(1, 'word '.repeat(400));
    start.type('');
    turn();
    const known = Y.encodeStateVector(start.doc);
    const state = Y.encodeStateAsUpdate(start.doc);
    room.leave(start);
    for (const at of upTo(8)) {
      const laptop = new Y.Doc();
      applyAsIs(laptop, [state]);
      for (let edit = 0; edit < 3_000; edit += 1) {
        const objective = laptop.getText('objective');
        const { length } = objective;
        const place = dice.chance(0.3) ? 1 : dice.chance(0.3) ? length : 1 + dice.upTo(length);
        if (dice.chance(0.2) && length > 20) objective.delete(1 + dice.upTo(length - 10), 3);
        else objective.insert(Math.min(place, length), 'ab');
      }
      // What it wrote meanwhile, as one step 2.
      const member = new TestClient(room, `member ${at}`, { join: false });
      room.join(member);
      member.say(step2Frame(Y.encodeStateAsUpdate(laptop, known)));
      turn();
      expect(member.closed).toBeNull();
      room.leave(member);
    }
    expect(store.quarantined()).toEqual([]);
    const texts = new Set([room, newRooms().open(name)!].map(meaning));
    expect(texts.size).toBe(1);
  }, 60_000);
});

describe('a stored row', () => {
  it('that takes minutes, from before there was a limit, is set aside and named, and the room opens with the rest', () => {
    const { room, turn, store, name, newRooms, said, clock } = server();
    const mia = new TestClient(room, 'mia');
    mia.type('Kept. ');
    turn();
    for (const [number, bytes] of [crowded(12_000), deleting(upTo(20).reverse())].entries())
      store.appendUpdate({
        room: name,
        epoch: 1,
        number: room.number + 1 + number,
        member: 'eve',
        clients: [LOW, HIGH],
        kind: 'update',
        at: new Date(clock.now).toISOString(),
        bytes,
      });
    const again = newRooms().open(name)!;
    expect(again.doc.getText('objective').toJSON()).toContain('Kept. ');
    expect(store.loadRoom(name, 1).aside).toMatchObject([
      { what: 'row', number: 3, why: 'takes too long to apply' },
      { what: 'row', number: 4 },
    ]);
    expect(said.join()).toContain('takes too long to apply');
  });
});

describe('a text', () => {
  it('takes no more structs than everybody who has it can hold, and lets everybody in who has it', () => {
    const { room, turn, store } = server();
    const eve = new TestClient(room, 'eve', { join: false });
    room.join(eve);
    turn();
    eve.say(updateFrame(long(400_000)));
    for (let from = 0; eve.closed === null && from < 200_000; from += 25_000) {
      eve.say(updateFrame(deleting(upTo(25_000, from))));
      turn();
    }
    expect(eve.closed).toBe(closeCodes.brokenFrame);
    expect(store.quarantined()).toEqual([]);
    const structs = [...room.doc.store.clients.values()].reduce((sum, each) => sum + each.length, 0);
    expect(structs).toBeGreaterThan(140_000);
    expect(structs).toBeLessThanOrEqual(200_000);
    // A laptop that comes back says everything that was ever deleted, and goes on typing.
    const state = Y.encodeStateAsUpdate(room.doc);
    const mia = new TestClient(room, 'mia', { join: false });
    applyAsIs(mia.doc, [state], mia);
    room.join(mia);
    turn();
    expect(mia.closed).toBeNull();
    expect(mia.acknowledged).toBe(1);
    mia.type('still ');
    mia.type('here');
    turn();
    expect(mia.closed).toBeNull();
    expect(room.doc.getText('objective').toJSON()).toContain('still here');
  });
});

describe('a member who has the server do very much', () => {
  /** Eve and Mia in rooms of their own, and Eve's large one full of loose letters. */
  const two = () => {
    const made = server();
    const eve = new TestClient(made.room, 'eve', { join: false });
    made.room.join(eve);
    eve.say(updateFrame(long(100_000)));
    made.turn();
    eve.say(updateFrame(deleting(upTo(40_000))));
    made.turn();
    const mia = new TestClient(made.rooms.open(made.other)!, 'mia');
    made.turn();
    return { ...made, eve, mia };
  };
  /** What Eve gets done in ten seconds beside Mia, who types ten times a second. */
  const beside = (made: ReturnType<typeof two>, attack: () => void): number => {
    const { turn, mia, spent, pass } = made;
    const before = spent('eve');
    for (let tenth = 0; tenth < 100; tenth += 1) {
      attack();
      mia.type('x');
      turn();
      pass(100);
      expect(mia.acknowledged).toBe(tenth + 2);
    }
    return spent('eve') - before;
  };

  it('by saying all of a large text again and again is held back, and not closed; nobody else waits', () => {
    const made = two();
    const state = updateFrame(Y.encodeStateAsUpdate(made.room.doc));
    const done = beside(made, () => made.eve.say(state));
    expect(done).toBeLessThan(4 * SECOND);
    expect(made.mia.text).toContain('x'.repeat(100));
    expect(made.eve.closed === null || made.eve.closed === closeCodes.stopping).toBe(true);
  });

  it('by asking for what it lacks in ever other ways, over ever new connections, is held back', () => {
    const made = two();
    let other = 0;
    const done = beside(made, () => {
      const viewer = new TestClient(made.room, 'eve', { join: false });
      if (made.rooms.rests('eve')) return;
      made.room.join(viewer);
      for (let question = 0; question < 10; question += 1) {
        viewer.say(step1Frame(Y.encodeStateVector(new Map([[10_000 + (other += 1), 5]]))));
        made.turn();
      }
      made.room.leave(viewer);
    });
    expect(done).toBeLessThan(4 * SECOND);
  });

  it('in a hundred rooms at once gets no more than in one', () => {
    const made = two();
    const rooms = upTo(100).map((at) => {
      foundRoom(made.store, `campaign${at}`, 'brief', '');
      const client = new TestClient(made.rooms.of(`campaign${at}`, 'brief')!, 'eve', { join: false });
      client.join();
      return client;
    });
    made.turn();
    let letter = 0;
    const done = beside(made, () => {
      for (const eve of rooms) {
        if (eve.closed !== null) continue;
        eve.say(updateFrame(crowdedLetters(letter)));
      }
      letter += 200;
    });
    expect(done).toBeLessThan(5 * SECOND);
  });

  it('has all of it written in the end', () => {
    const made = two();
    const { eve, mia, turn, pass, room } = made;
    for (const at of upTo(3)) eve.say(updateFrame(deleting(upTo(3_000, 40_000 + 3_000 * at))));
    for (let flood = 0; flood < 40; flood += 1) eve.say(updateFrame(deleting(upTo(40_000))));
    mia.type('x');
    turn();
    for (let second = 0; second < 120 && eve.acknowledged < 46; second += 1) {
      mia.type('x');
      turn();
      pass(1_000);
    }
    expect(eve.closed).toBeNull();
    expect(eve.acknowledged).toBe(46);
    expect(room.unsaved).toBe(0);
  });

  it('is held back no more once the others have gone, and what waits is written when the server stops', () => {
    const made = two();
    for (let flood = 0; flood < 60; flood += 1) {
      made.mia.type('x');
      made.eve.say(updateFrame(deleting(upTo(40_000))));
      made.turn();
    }
    expect(made.room.unsaved).toBeGreaterThan(0);
    expect(made.rooms.close()).toEqual([]);
  });
});

/** Two hundred letters that each stand apart. */
const crowdedLetters = (from: number): Uint8Array =>
  crafted([
    {
      client: 5,
      clock: from,
      structs: upTo(200).map((at) => ({
        ...letters('y'),
        origin: founder,
        ...(from + at > 0 && { right: { client: 5, clock: from + at - 1 } }),
      })),
    },
  ]);
