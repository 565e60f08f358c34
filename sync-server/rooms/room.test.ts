import * as fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { foundRoom } from './found-room.ts';
import { awarenessFrame, decodeFrame, updateFrame } from './frame.ts';
import { TestClient, roomsUnderTest } from './room-under-test.ts';

const BLOCK = '\u2029';

describe('a room', () => {
  it('brings two clients together', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    mia.type('We plan ');
    turn();
    sam.type('a spring.');
    turn();
    expect(mia.text).toBe(`${BLOCK}We plan a spring.`);
    expect(sam.text).toBe(mia.text);
  });

  it('says nothing about an update before it is committed', () => {
    const { room, store, name, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    const before = mia.acknowledged;
    mia.type('kept');
    expect(mia.acknowledged).toBe(before);
    expect(sam.text).toBe(BLOCK);
    expect(store.loadRoom(name, 1).tail).toHaveLength(1);
    turn();
    expect(mia.acknowledged).toBe(before + 1);
    expect(sam.text).toBe(`${BLOCK}kept`);
    expect(store.loadRoom(name, 1).tail.at(-1)).toMatchObject({ member: 'mia', kind: 'update', number: 2 });
  });

  it('keeps what it was sent when the commit fails, says so, and acknowledges after the retry', () => {
    const { db, room, turn, retry } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    const before = mia.acknowledged;
    db.exec('PRAGMA max_page_count = 1');
    mia.type('x'.repeat(100_000));
    turn();
    expect(mia.acknowledged).toBe(before);
    expect(sam.text).toBe(BLOCK);
    expect(room.unsaved).toBe(1);
    expect(mia.of('notice').at(-1)?.says).toContain('disk is full');
    expect(sam.of('notice').at(-1)?.says).toContain('disk is full');
    // Somebody who comes in meanwhile gets what is on disk.
    const lena = new TestClient(room, 'lena');
    retry();
    expect(lena.text).toBe(BLOCK);
    db.exec('PRAGMA max_page_count = 1000000');
    retry();
    expect(mia.acknowledged).toBe(before + 1);
    expect(mia.of('notice').at(-1)?.says).toBe('');
    expect(sam.text).toBe(mia.text);
    expect(lena.text).toBe(mia.text);
    expect(room.unsaved).toBe(0);
  });

  it('holds only so much of one member while the disk refuses, and of all; what it holds of others is kept', () => {
    const { db, room, turn, retry } = roomsUnderTest();
    const clients = ['mia', 'sam', 'ann', 'ben', 'zoe'].map((member) => new TestClient(room, member));
    const [mia, sam, ...others] = clients as [TestClient, TestClient, ...TestClient[]];
    turn();
    db.exec('PRAGMA max_page_count = 1');
    const megabyte = 'x'.repeat(1024 * 1024 - 100);
    const flood = (client: TestClient): void => {
      for (let sent = 0; sent < 11 && client.closed === null; sent += 1) client.type(megabyte);
    };
    flood(mia);
    expect(mia.closed).toBe(closeCodes.stopping);
    expect(room.unsaved).toBe(10);
    sam.type('Sam was here.');
    for (const other of others) flood(other);
    expect(others.map(({ closed }) => closed)).toEqual(others.map(() => closeCodes.stopping));
    expect(room.unsaved).toBe(1 + 32);
    turn();
    db.exec('PRAGMA max_page_count = 1000000');
    retry();
    expect(room.unsaved).toBe(0);
    expect(sam.closed).toBeNull();
    expect(room.doc.getText('objective').toJSON()).toContain('Sam was here.');
  });

  it('holds no more of one member in all rooms together, also of one who went and came again', () => {
    const { db, rooms, room, turn, retry, other } = roomsUnderTest();
    const elsewhere = rooms.open(other)!;
    const [mia, sam] = [new TestClient(room, 'mia'), new TestClient(elsewhere, 'sam')];
    turn();
    db.exec('PRAGMA max_page_count = 1');
    const megabyte = 'x'.repeat(1024 * 1024 - 100);
    for (let sent = 0; sent < 6; sent += 1) mia.type(megabyte);
    room.leave(mia);
    const again = new TestClient(elsewhere, 'mia');
    for (let sent = 0; sent < 6 && again.closed === null; sent += 1) again.type(megabyte);
    expect(again.closed).toBe(closeCodes.stopping);
    // The first of those elsewhere answers step 1, and says nothing.
    expect([room.unsaved, elsewhere.unsaved]).toEqual([6, 1 + 4]);
    sam.type('Sam was here.');
    turn();
    expect(sam.closed).toBeNull();
    db.exec('PRAGMA max_page_count = 1000000');
    retry();
    expect([room.unsaved, elsewhere.unsaved]).toEqual([0, 0]);
    // What is saved counts no more.
    const after = new TestClient(room, 'mia');
    after.type('And on.');
    turn();
    expect(after.closed).toBeNull();
    expect(room.doc.getText('objective').toJSON()).toContain('And on.');
  });

  it('comes to the same text where whole messages come twice, and in another order', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.integer({ min: 2, max: 30 }), (chances, count) => {
        const upTo = (most: number): number => chances.next().value! % most;
        const { room, turn } = roomsUnderTest();
        const [mia, sam] = [new TestClient(room, 'mia'), new TestClient(room, 'sam')];
        turn();
        const letters: { from: TestClient; update: Uint8Array }[] = [];
        for (let letter = 0; letter < count; letter += 1) {
          const from = letter % 3 === 0 ? sam : mia;
          for (const update of from.write(`${letter}.`)) letters.push({ from, update });
        }
        const sent = [...letters, ...letters.filter(() => upTo(2) === 0)];
        while (sent.length > 0) {
          const [{ from, update }] = sent.splice(upTo(sent.length), 1) as [(typeof sent)[number]];
          from.say(updateFrame(update));
          if (upTo(3) === 0) turn();
        }
        turn();
        expect([mia.closed, sam.closed]).toEqual([null, null]);
        expect(room.pending).toBe(false);
        expect(sam.text).toBe(mia.text);
        expect(room.doc.getText('objective').toJSON()).toBe(mia.text);
        expect(mia.text.slice(1).split('.').toSorted()).toEqual(
          ['', ...Array.from({ length: count }, (_, letter) => String(letter))].toSorted(),
        );
        expect(mia.acknowledged + sam.acknowledged).toBeGreaterThanOrEqual(letters.length);
      }),
      { numRuns: 60 },
    );
  });

  it('is not forgotten while something is unsaved, and is once it is clean and empty', () => {
    const { db, rooms, room, name, turn, retry, clock } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    db.exec('PRAGMA max_page_count = 1');
    mia.type('x'.repeat(100_000));
    turn();
    room.leave(mia);
    for (let minute = 0; minute < 5; minute++) {
      clock.now += 60_000;
      rooms.tick();
    }
    expect(rooms.loaded).toEqual([room]);
    db.exec('PRAGMA max_page_count = 1000000');
    retry();
    rooms.tick();
    clock.now += 60_000;
    rooms.tick();
    expect(rooms.loaded).toEqual([]);
    expect(new TestClient(rooms.open(name)!, 'sam', { join: false }).closed).toBeNull();
    expect(rooms.open(name)!.doc.getText('objective').toJSON()).toHaveLength(100_001);
  });

  it('refuses a write of somebody who only reads, changes nothing and tells nobody', () => {
    const { room, store, name, turn, access } = roomsUnderTest();
    access.set('vic', 'read');
    const mia = new TestClient(room, 'mia');
    const vic = new TestClient(room, 'vic');
    turn();
    expect(vic.of('step 1')).toEqual([]);
    expect(vic.text).toBe(BLOCK);
    vic.type('mine');
    turn();
    expect(vic.closed).toBe(closeCodes.noRight);
    expect(mia.text).toBe(BLOCK);
    expect(store.loadRoom(name, 1).tail).toHaveLength(1);
  });

  it('asks for the right again at the moment of writing', () => {
    const { room, store, name, turn, access } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type('too late');
    access.set('mia', 'read');
    turn();
    expect(mia.closed).toBe(closeCodes.noRight);
    expect(store.loadRoom(name, 1).tail).toHaveLength(1);
  });

  it('refuses structs under another member’s client id, and keeps them aside with the sender’s name', () => {
    const { room, store, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    turn();
    mia.type('mine');
    turn();
    eve.doc.clientID = mia.doc.clientID;
    eve.type(' forged');
    turn();
    expect(eve.closed).toBe(closeCodes.brokenFrame);
    expect(mia.text).toBe(`${BLOCK}mine`);
    expect(store.quarantined()).toMatchObject([{ member: 'eve', name: 'EVE' }]);
  });

  it('lets one member write under one client id from two windows', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type('one');
    turn();
    const again = new TestClient(room, 'mia');
    turn();
    again.doc.clientID = mia.doc.clientID;
    again.type(' two');
    turn();
    expect(again.closed).toBeNull();
    expect(mia.text).toBe(`${BLOCK}one two`);
  });

  it('knows the owner of a client id after it was loaded afresh', () => {
    const { room, name, newRooms, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type('mine');
    turn();
    const fresh = newRooms().open(name)!;
    const eve = new TestClient(fresh, 'eve');
    turn();
    eve.doc.clientID = mia.doc.clientID;
    eve.type(' forged');
    turn();
    expect(eve.closed).toBe(closeCodes.brokenFrame);
  });

  it('asks for a missing predecessor, and acknowledges both once it came', () => {
    const { room, store, name, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    const before = mia.acknowledged;
    const [first] = mia.write('one ');
    const [second] = mia.write('two');
    const asked = mia.of('step 1').length;
    // The step 2 that the question brings carries both.
    mia.say(updateFrame(second!));
    turn();
    expect(mia.of('step 1')).toHaveLength(asked + 1);
    expect(first).toBeDefined();
    expect(mia.acknowledged).toBe(before + 2);
    expect(room.pending).toBe(false);
    expect(store.loadRoom(name, 1).tail).toHaveLength(2);
    expect(room.doc.getText('objective').toJSON()).toBe(`${BLOCK}one two`);
  });

  it('keeps only so many bytes waiting for a predecessor', () => {
    const { room, turn } = roomsUnderTest();
    const eve = new TestClient(room, 'eve');
    turn();
    const other = new Y.Doc();
    const texts = Array.from({ length: 4 }, () => 'x'.repeat(5 * 1024 * 1024));
    other.getText('objective').insert(0, 'never sent');
    for (const [index, text] of texts.entries()) {
      const from = Y.encodeStateVector(other);
      other.getText('objective').insert(0, text);
      eve.say(updateFrame(Y.encodeStateAsUpdate(other, from)));
      turn();
      expect(eve.closed).toBe(index < 3 ? null : closeCodes.comeBack);
    }
    expect(room.pending).toBe(false);
  });

  it('keeps only so many bytes waiting in the whole room: whose connections hold most come back', () => {
    const { room, turn } = roomsUnderTest();
    const eves = Array.from({ length: 4 }, () => new TestClient(room, 'eve'));
    const mia = new TestClient(room, 'mia');
    turn();
    const early = (bytes: number): Uint8Array => {
      const doc = new Y.Doc();
      doc.getText('objective').insert(0, 'never sent');
      const from = Y.encodeStateVector(doc);
      doc.getText('objective').insert(0, 'x'.repeat(bytes));
      return updateFrame(Y.encodeStateAsUpdate(doc, from));
    };
    mia.say(early(6 * 1024 * 1024));
    for (const eve of eves) {
      eve.say(early(4 * 1024 * 1024));
      turn();
    }
    expect(mia.closed).toBeNull();
    expect(eves.map(({ closed }) => closed).filter((code) => code === closeCodes.comeBack)).toHaveLength(2);
  });

  it('keeps only so many bytes waiting in all rooms together', () => {
    const { rooms, store, turn } = roomsUnderTest();
    const doc = new Y.Doc();
    doc.getText('objective').insert(0, 'never sent');
    const from = Y.encodeStateVector(doc);
    doc.getText('objective').insert(0, 'x'.repeat(7 * 1024 * 1024));
    const early = updateFrame(Y.encodeStateAsUpdate(doc, from));
    const eves = Array.from({ length: 5 }, (_, index) => {
      foundRoom(store, `campaign${index}`, 'brief', '');
      const eve = new TestClient(rooms.of(`campaign${index}`, 'brief')!, 'eve');
      turn();
      for (let time = 0; time < 2; time += 1) {
        eve.say(early);
        turn();
      }
      return eve;
    });
    expect(eves.map(({ closed }) => closed)).toEqual([null, null, null, null, closeCodes.comeBack]);
  });

  it('reads an update that waits again only once the client it waits for has come that far', () => {
    const read = new Map<string, number>();
    const check: typeof checkUpdate = (doc, update, kind) => {
      const key = Buffer.from(update).toString('base64');
      read.set(key, (read.get(key) ?? 0) + 1);
      return checkUpdate(doc, update, kind);
    };
    const { room, turn } = roomsUnderTest({ check });
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    const other = new Y.Doc();
    other.getText('objective').insert(0, 'first ');
    const first = Y.encodeStateAsUpdate(other);
    const from = Y.encodeStateVector(other);
    other.getText('objective').insert(0, 'second ');
    const second = Y.encodeStateAsUpdate(other, from);
    mia.say(updateFrame(second));
    turn();
    for (const word of ['a', 'b', 'c']) {
      sam.type(word);
      turn();
    }
    const times = (): number => read.get(Buffer.from(second).toString('base64')) ?? 0;
    expect(times()).toBe(1);
    mia.say(updateFrame(first));
    turn();
    expect(times()).toBe(2);
    expect(room.pending).toBe(false);
    expect(sam.text).toContain('second first ');
  });

  it('does not read an update again for each letter that it waits for', () => {
    let read = 0;
    let second = '';
    const check: typeof checkUpdate = (doc, update, kind) => {
      if (Buffer.from(update).toString('base64') === second) read += 1;
      return checkUpdate(doc, update, kind);
    };
    const { room, turn } = roomsUnderTest({ check });
    const eve = new TestClient(room, 'eve');
    const sam = new TestClient(room, 'sam');
    turn();
    const letters = Array.from({ length: 40 }, () => sam.write('a')[0]!);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(sam.doc));
    const from = Y.encodeStateVector(other);
    for (let at = 2; at < 80; at += 2) other.getText('objective').insert(at, 'x');
    const early = Y.encodeStateAsUpdate(other, from);
    second = Buffer.from(early).toString('base64');
    eve.say(updateFrame(early));
    turn();
    for (const letter of letters) {
      sam.say(updateFrame(letter));
      turn();
    }
    expect(read).toBe(9);
    expect(eve.closed).toBe(closeCodes.comeBack);
    expect(sam.closed).toBeNull();
  });

  it('stores and applies nothing of an update that stays without its predecessor, and closes after 30 s', () => {
    const { room, rooms, store, name, turn, clock } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    const before = mia.acknowledged;
    const other = new Y.Doc();
    other.getText('objective').insert(0, 'never sent');
    const from = Y.encodeStateVector(other);
    other.getText('objective').insert(0, 'sent ');
    mia.say(updateFrame(Y.encodeStateAsUpdate(other, from)));
    turn();
    expect(room.pending).toBe(true);
    // The answer to the question is acknowledged only together with what came before it.
    expect(mia.acknowledged).toBe(before);
    expect(store.loadRoom(name, 1).tail).toHaveLength(1);
    clock.now += 29_000;
    rooms.tick();
    expect(mia.closed).toBeNull();
    clock.now += 1_000;
    rooms.tick();
    expect(mia.closed).toBe(closeCodes.comeBack);
    expect(room.pending).toBe(false);
    expect(room.doc.store.pendingStructs).toBeNull();
  });

  it('does not make a writer of somebody who sends only what is known', () => {
    const { room, store, name, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type('mine');
    turn();
    const sam = new TestClient(room, 'sam');
    turn();
    sam.say(updateFrame(Y.encodeStateAsUpdate(mia.doc)));
    turn();
    expect(sam.acknowledged).toBeGreaterThan(0);
    expect(store.writersSince(name, 1, 0)).toEqual(['mia']);
  });

  it('makes a writer of somebody who only deletes', () => {
    const { room, store, name, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    mia.type('mine');
    turn();
    sam.doc.getText('objective').delete(1, 2);
    sam.type('');
    turn();
    expect(mia.text).toBe(`${BLOCK}ne`);
    expect(store.writersSince(name, 1, 0)).toEqual(['mia', 'sam']);
    expect(store.writersSince(name, 1, 2)).toEqual(['sam']);
  });

  it('writes all rooms of a turn in one transaction and tells everybody in one frame', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    const before = { heard: sam.of('update').length, acknowledged: mia.of('acknowledged').length };
    for (const word of ['a', 'b', 'c']) mia.type(word);
    turn();
    expect(sam.of('update')).toHaveLength(before.heard + 1);
    expect(mia.of('acknowledged')).toHaveLength(before.acknowledged + 1);
    expect(sam.text).toBe(`${BLOCK}abc`);
  });

  it('takes its state whole now and then, and reads it back', () => {
    const { room, store, name, newRooms, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    for (let word = 0; word < 1_100; word++) {
      mia.type('w');
      turn();
    }
    const { covers, tail } = store.loadRoom(name, 1);
    expect(covers).toBeGreaterThanOrEqual(1_000);
    expect(tail.length).toBeLessThan(200);
    expect(newRooms().open(name)!.doc.getText('objective').toJSON()).toBe(mia.text);
    expect(store.writersSince(name, 1, 0)).toEqual(['mia']);
  });

  it('names a person by the session, whatever their state says, and ignores entries for others', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    mia.say(awarenessFrame([{ client: 7, clock: 1, state: '{"name":"Lena","member":"lena","hue":2}' }]));
    turn();
    expect(sam.of('awareness').at(-1)?.entries).toEqual([
      { client: 7, state: { name: 'MIA', member: 'mia', role: 'marketing', hue: 2 } },
    ]);
    const heard = sam.of('awareness').length;
    mia.say(awarenessFrame([{ client: 8, clock: 1, state: '{}' }]));
    mia.say(awarenessFrame([{ client: 7, clock: 2, state: JSON.stringify({ big: 'x'.repeat(5_000) }) }]));
    mia.say(awarenessFrame([{ client: 7, clock: 3, state: 'no json' }]));
    turn();
    expect(sam.of('awareness')).toHaveLength(heard);
    // Nobody silences another: this client id is Mia's while she is here.
    const heardByMia = mia.of('awareness').length;
    sam.say(awarenessFrame([{ client: 7, clock: 9, state: 'null' }]));
    sam.say(awarenessFrame([{ client: 7, clock: 10, state: '{}' }]));
    turn();
    expect(mia.of('awareness')).toHaveLength(heardByMia);
    room.leave(mia);
    turn();
    expect(sam.of('awareness').at(-1)?.entries).toEqual([{ client: 7, state: null }]);
  });

  it.each([
    ['an unknown message', [9]],
    ['a message only the server sends', [100, 1]],
    ['the longer spelling of a number', [0x80, 0x00, 0x02, 0x00]],
    ['a length beyond the frame', [0, 2, 9, 1]],
    ['bytes after the end', [3, 0]],
    ['nothing', []],
    ['an update that is none', [0, 2, 3, 255, 255, 255]],
  ])('closes on %s, and nothing changes', (_, bytes) => {
    const { room, store, name, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.say(new Uint8Array(bytes));
    turn();
    expect(mia.closed).toBe(closeCodes.brokenFrame);
    expect(store.loadRoom(name, 1).tail).toHaveLength(1);
  });

  it('survives any bytes as a frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeFrame(bytes).kind).toMatch(/^(broken|step 1|update|awareness|query awareness)$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('survives any bytes as an update, and half-applies none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 48 }), (bytes) => {
        const { room, turn } = roomsUnderTest();
        const mia = new TestClient(room, 'mia');
        turn();
        mia.say(updateFrame(bytes));
        turn();
        expect(room.doc.store.pendingStructs).toBeNull();
        expect(room.doc.getText('objective').toJSON()).toBe(BLOCK);
      }),
      { numRuns: 200 },
    );
  });

  it('undoes a turn in which an update does not apply, drops that one, and keeps the others', () => {
    const other = new Y.Doc();
    other.getText('objective').insert(0, 'a');
    const vector = Y.encodeStateVector(other);
    other.getText('objective').insert(1, 'b');
    const poison = Y.encodeStateAsUpdate(other, vector);
    // As if the check had a hole: the room must hold by itself.
    const check: typeof checkUpdate = (doc, update, kind) =>
      Buffer.from(update).equals(poison)
        ? { ok: true, idle: false, clients: new Map([[other.clientID, { from: 0, to: 2 }]]), grows: 1, steps: 1 }
        : checkUpdate(doc, update, kind);
    const { room, store, name, turn } = roomsUnderTest({ check });
    const mia = new TestClient(room, 'mia');
    const eve = new TestClient(room, 'eve');
    turn();
    const before = mia.acknowledged;
    mia.type('kept');
    eve.say(updateFrame(poison));
    mia.type(' too');
    turn();
    expect(eve.closed).toBe(closeCodes.brokenFrame);
    expect(store.quarantined()).toMatchObject([{ member: 'eve', why: 'did not apply' }]);
    expect(mia.acknowledged).toBe(before + 2);
    expect(room.doc.getText('objective').toJSON()).toBe(`${BLOCK}kept too`);
    expect(room.doc.store.pendingStructs).toBeNull();
    expect(store.loadRoom(name, 1).tail).toHaveLength(3);
    expect(room.unsaved).toBe(0);
  });

  it('closes the sockets of whose rights changed', () => {
    const { room, rooms, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    rooms.rightsChanged(({ member }) => (member === 'sam' ? 'signs in' : member === 'mia' ? 'comes back' : null));
    expect(sam.closed).toBe(closeCodes.signIn);
    expect(mia.closed).toBe(closeCodes.comeBack);
  });

  it('asks nothing of a file that is closed by then when the server ends', () => {
    const { rooms, room, name, turn, store, said } = roomsUnderTest();
    const sam = new TestClient(room, 'sam');
    sam.say(awarenessFrame([{ client: 7, clock: 1, state: '{}' }]));
    turn();
    expect(rooms.close()).toEqual([]);
    store.loadRoom = () => {
      throw new Error(`${name} is asked for`);
    };
    turn();
    expect(said).toEqual([]);
  });

  it('writes what waits when the server ends, and names what it cannot', () => {
    const { db, room, rooms, store, name, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type('last word');
    expect(rooms.close()).toEqual([]);
    expect(mia.closed).toBe(closeCodes.stopping);
    expect(store.loadRoom(name, 1).tail).toHaveLength(2);
    const again = new TestClient(room, 'mia');
    turn();
    db.exec('PRAGMA max_page_count = 1');
    again.type('x'.repeat(100_000));
    expect(rooms.close()).toEqual([{ room: name, updates: 1 }]);
  });
});
