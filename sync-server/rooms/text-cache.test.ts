import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { foundRoom } from './found-room.ts';
import { step1Frame } from './frame.ts';
import { TestClient, roomsUnderTest } from './room-under-test.ts';
import { TextCache, type CachedText } from './text-cache.ts';

const text = (bytes: number, document: number): CachedText & { bytes: number; document: number } => {
  const one = {
    bytes,
    document,
    get size() {
      return one.bytes + one.document;
    },
    shrink: (what: 'document' | 'text') => {
      one.document = 0;
      if (what === 'text') one.bytes = 0;
    },
  };
  return one;
};

describe('texts in memory', () => {
  it('lose the documents that were not needed for the longest time, and only then what they are made from', () => {
    const cache = new TextCache(100);
    const [old, middle, young] = [text(20, 50), text(20, 50), text(20, 50)];
    for (const each of [old, middle, young]) cache.used(each);
    cache.used(old);
    cache.tidy();
    expect([old, middle, young].map(({ size }) => size)).toEqual([20, 20, 20]);
    expect(cache.bytes).toBe(60);
    old.document = 10;
    cache.used(old);
    cache.tidy();
    expect(old.document).toBe(10);
    young.bytes = 90;
    cache.used(young);
    cache.tidy();
    expect([old, middle, young].map(({ size }) => size)).toEqual([0, 0, 90]);
    cache.forget(young);
    expect(cache.bytes).toBe(0);
  });

  it('of many rooms that are written in stay within their bound, and nothing is lost by it', () => {
    const cache = new TextCache(60_000);
    const { rooms, store, turn } = roomsUnderTest({ cache });
    const written = Array.from({ length: 12 }, (_, at) => {
      foundRoom(store, `campaign${at}`, 'brief', '');
      const client = new TestClient(rooms.of(`campaign${at}`, 'brief')!, 'mia');
      turn();
      return client;
    });
    for (let round = 0; round < 3; round += 1)
      for (const client of written) {
        for (let letter = 0; letter < 30; letter += 1) {
          client.doc.getText('objective').insert(1, 'xy');
          client.type('');
        }
        turn();
        expect(cache.bytes).toBeLessThanOrEqual(60_000);
      }
    expect(rooms.loaded.filter(({ hasDoc }) => hasDoc).length).toBeLessThan(6);
    expect(rooms.loaded.filter(({ hasDoc }) => hasDoc).length).toBeGreaterThan(0);
    for (const [at, client] of written.entries()) {
      expect(client.closed).toBeNull();
      const { doc } = rooms.of(`campaign${at}`, 'brief')!;
      expect(doc.getText('objective').toJSON()).toBe(client.text);
      expect(client.text).toHaveLength(181);
    }
  });

  it('weigh with the answers that are kept for them, until the text changes or is dropped', () => {
    const cache = new TextCache();
    const { room, turn, store, name } = roomsUnderTest({ cache });
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type('word '.repeat(2_000));
    turn();
    const bare = room.size;
    const askedFor = (heard: number): number => {
      const sam = new TestClient(room, 'sam', { join: false });
      room.join(sam);
      turn();
      // Each has something else, and lacks nearly all.
      sam.say(step1Frame(Y.encodeStateVector(new Map([[heard, 1]]))));
      turn();
      return sam.of('step 2').reduce((sum, { bytes }) => sum + bytes.length, 0);
    };
    let answered = 0;
    for (let at = 1; at <= 10; at += 1) answered += askedFor(at);
    expect(answered).toBeGreaterThan(100_000);
    expect(room.size).toBeGreaterThanOrEqual(bare + answered);
    expect(cache.bytes).toBe(room.size);
    // However many ask in other ways, no more than sixteen answers are kept.
    for (let at = 11; at <= 60; at += 1) askedFor(at);
    expect(room.size).toBeLessThan(bare + 1.7 * answered);
    const lena = new TestClient(room, 'lena');
    turn();
    expect(lena.text).toBe(mia.text);
    expect(room.size).toBeGreaterThan(bare + 10_000);
    mia.type('!');
    turn();
    expect(room.size).toBeLessThan(bare + 5_000);
    expect(cache.bytes).toBe(room.size);
    expect(store.loadRoom(name, 1).tail.length).toBeGreaterThan(1);
  });

  it('are read again for whoever stayed: one that writes, one that asks, and one that comes in', () => {
    const cache = new TextCache(1);
    const { rooms, room, turn } = roomsUnderTest({ cache });
    const [mia, sam] = [new TestClient(room, 'mia'), new TestClient(room, 'sam')];
    turn();
    mia.type('One ');
    turn();
    expect(room.size).toBe(0);
    mia.type('two ');
    sam.sync();
    turn();
    const lena = new TestClient(room, 'lena');
    turn();
    rooms.tick();
    expect([mia, sam, lena].map((each) => each.text.slice(1))).toEqual(['One two ', 'One two ', 'One two ']);
    expect([mia, sam, lena].every(({ closed }) => closed === null)).toBe(true);
    expect(room.size).toBe(0);
  });
});
