import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { closeCodes } from '../../domain/wire/sync.ts';
import { awarenessFrame, updateFrame } from './frame.ts';
import { TestClient, roomsUnderTest } from './room-under-test.ts';

/** One letter each under so many client ids. */
const underManyIds = (ids: number): Uint8Array =>
  encoding.encode((to) => {
    encoding.writeVarUint(to, ids);
    for (let client = ids; client > 0; client -= 1) {
      for (const each of [1, 1_000 + client, 0]) encoding.writeVarUint(to, each);
      encoding.writeUint8(to, 4);
      encoding.writeVarUint(to, 1);
      encoding.writeVarString(to, 'objective');
      encoding.writeVarString(to, 'x');
    }
    encoding.writeVarUint(to, 0);
  });

describe('what a room refuses', () => {
  const unfit = (): Uint8Array => {
    const doc = new Y.Doc();
    doc.getText('nowhere').insert(0, 'x');
    return Y.encodeStateAsUpdate(doc);
  };

  it.each<[string, (mia: TestClient) => Uint8Array]>([
    [
      'another’s client id',
      (mia) => {
        const doc = new Y.Doc();
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(mia.doc));
        doc.clientID = mia.doc.clientID;
        const before = Y.encodeStateVector(doc);
        doc.getText('objective').insert(1, 'forged');
        return Y.encodeStateAsUpdate(doc, before);
      },
    ],
    ['something that does not fit', unfit],
    ['too many client ids', () => underManyIds(10_001)],
  ])('is not acknowledged, nor what follows it, and what came before it is: %s', (_, refused) => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    mia.type('mine');
    turn();
    const before = eve.acknowledged;
    eve.type('sound');
    eve.say(updateFrame(refused(mia)));
    eve.type('after');
    turn();
    expect(eve.closed).toBe(closeCodes.brokenFrame);
    expect(eve.acknowledged).toBe(before + 1);
    expect(room.doc.getText('objective').toJSON()).not.toContain('after');
  });
});

describe('a client id that somebody shows before writing', () => {
  it('is not taken by another', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    turn();
    mia.say(awarenessFrame([{ client: mia.doc.clientID, clock: 1, state: '{}' }]));
    turn();
    eve.doc.clientID = mia.doc.clientID;
    eve.type('sniped');
    turn();
    expect(eve.closed).toBe(closeCodes.brokenFrame);
    mia.type('mine');
    turn();
    expect(mia.closed).toBeNull();
    expect(room.doc.getText('objective').toJSON()).toContain('mine');
  });
});

describe('a flood of presence', () => {
  const caret = (client: number, clock: number): Uint8Array =>
    awarenessFrame([{ client, clock, state: `{"caret":${clock}}` }]);

  it('is told at a pace, and its last caret in the end; the sender stays', () => {
    const { room, rooms, turn, clock } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    turn();
    const before = mia.of('awareness').length;
    for (let each = 1; each <= 1_000; each += 1) {
      eve.say(caret(7, each));
      turn();
      if (each % 10 === 0) clock.now += 10;
    }
    // Fifty at once, and ten in the second that this took.
    expect(mia.of('awareness').length - before).toBe(59);
    clock.now += 1_000;
    rooms.tick();
    turn();
    expect(mia.of('awareness').at(-1)?.entries).toMatchObject([{ client: 7, state: { caret: 1_000 } }]);
    expect(eve.closed).toBeNull();
  });

  it('of others, which the official client says again, leaves one’s own caret its pace', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    sam.say(caret(8, 1));
    for (let each = 1; each <= 200; each += 1) sam.say(caret(100 + each, each));
    sam.say(awarenessFrame([1, 2, 3, 8].map((client) => ({ client, clock: 2, state: '{"caret":"mine"}' }))));
    turn();
    expect(mia.of('awareness').at(-1)?.entries).toMatchObject([{ client: 8, state: { caret: 'mine' } }]);
  });

  it('is not even read beyond a bound', () => {
    const { room, turn, clock } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    turn();
    eve.say(caret(7, 1));
    const others = Array.from({ length: 2_000 }, (_, each) => ({ client: 1_000 + each, clock: 1, state: 'null' }));
    for (let each = 0; each < 200; each += 1) eve.say(awarenessFrame(others));
    // Too long to be read as a frame at all, and nobody finds out.
    eve.say(awarenessFrame([...others, ...others]));
    expect(eve.closed).toBeNull();
    clock.now += 5_000;
    eve.say(caret(7, 2));
    turn();
    expect(mia.of('awareness').at(-1)?.entries).toMatchObject([{ client: 7, state: { caret: 2 } }]);
  });
});

describe('a full room', () => {
  const FULL = 6 * 1024 * 1024;
  const words = (bytes: number): string => 'x'.repeat(bytes);

  it('counts what came in the same turn', () => {
    const { room, store, name, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    mia.type(words(FULL * 0.6));
    sam.type(words(FULL * 0.6));
    turn();
    expect(mia.closed).toBeNull();
    expect(sam.closed).toBe(closeCodes.brokenFrame);
    expect(store.loadRoom(name, 1).tail).toHaveLength(2);
  });

  it('still opens for a writer, whose answer brings nothing new, and takes what is known', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type(words(FULL - 2_000));
    turn();
    const sam = new TestClient(room, 'sam');
    turn();
    sam.say(updateFrame(Y.encodeStateAsUpdate(mia.doc)));
    turn();
    expect(sam.closed).toBeNull();
    expect(sam.acknowledged).toBe(2);
    sam.type(words(4_000));
    turn();
    expect(sam.closed).toBe(closeCodes.brokenFrame);
  });
});
