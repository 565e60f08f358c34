import { describe, expect, it } from 'vitest';
import { foundRoom } from './found-room.ts';
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
