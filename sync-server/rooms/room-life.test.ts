import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { closeCodes, MAX_FRAME } from '../../domain/wire/sync.ts';
import type { FairShare, Share } from './fair-share.ts';
import { step1Frame, step2Frame, updateFrame } from './frame.ts';
import type { Room } from './room.ts';
import { TestClient, roomsUnderTest } from './room-under-test.ts';
import { takeSnapshot } from './snapshot.ts';

const BLOCK = '\u2029';

describe('a room that is opened', () => {
  /** Three rows: the founding, Mia's words and Sam's after them. */
  const written = () => {
    const made = roomsUnderTest();
    const mia = new TestClient(made.room, 'mia');
    const sam = new TestClient(made.room, 'sam');
    made.turn();
    mia.type('We plan');
    made.turn();
    sam.doc.getText('audience').insert(1, 'Gardens');
    sam.type('');
    made.turn();
    return { ...made, mia, sam };
  };
  const spoil = ({ db }: { db: ReturnType<typeof roomsUnderTest>['db'] }, number: number, bytes: string): void =>
    db.exec(`UPDATE updates SET bytes = x'${bytes}' WHERE number = ${number}`);

  it('sets aside a row that is not as it was written, names it, and opens with the rest', () => {
    const made = written();
    const { store, name, newRooms, said } = made;
    spoil(made, 2, '0101');
    const { doc, number } = newRooms().open(name)!;
    expect(doc.getText('objective').toJSON()).toBe(BLOCK);
    expect(doc.getText('audience').toJSON()).toBe(`${BLOCK}Gardens`);
    expect(number).toBe(store.loadRoom(name, 1).number);
    expect(store.loadRoom(name, 1).aside).toEqual([{ what: 'row', number: 2, why: 'is not as it was written' }]);
    expect(said.join()).toContain(
      `was set aside; the room opens with the rest {"level":"error","room":"${name}","epoch":1,"part":"row","number":2`,
    );
  });

  it('makes its founding anew where that is damaged or gone, and has all that was written on it', () => {
    for (const how of ["UPDATE updates SET bytes = x'ff' WHERE number = 1", 'DELETE FROM updates WHERE number = 1']) {
      const made = written();
      made.db.exec(how);
      const again = made.newRooms().open(made.name)!;
      const lena = new TestClient(again, 'lena');
      made.turn();
      expect(lena.text).toBe(`${BLOCK}We plan`);
      // Its authors come back as if nothing had been.
      const mia = new TestClient(again, 'mia', { join: false });
      Y.applyUpdate(mia.doc, Y.encodeStateAsUpdate(made.mia.doc), mia);
      again.join(mia);
      mia.sync();
      mia.type(' on');
      made.turn();
      expect(mia.closed).toBeNull();
      expect(lena.text).toBe(`${BLOCK}We plan on`);
      // And the next start finds it, too.
      expect(made.newRooms().open(made.name)!.doc.getText('objective').toJSON()).toBe(`${BLOCK}We plan on`);
    }
  });

  it('has everything where the state vector of its snapshot is damaged, and asks laptops for nothing too little', () => {
    for (const vector of ["x'05'", "x'01e807ff0f'"]) {
      const made = roomsUnderTest();
      const mia = new TestClient(made.room, 'mia');
      made.turn();
      for (let word = 0; word < 1_100; word++) {
        mia.type('w');
        made.turn();
      }
      expect(made.db.prepare('SELECT count(*) AS n FROM snapshots').get()).toEqual({ n: 1 });
      made.db.exec(`UPDATE snapshots SET vector = ${vector}`);
      const again = made.newRooms().open(made.name)!;
      expect(again.doc.getText('objective').toJSON()).toBe(mia.text);
      const asked: number[] = [];
      again.join({
        who: { ...mia.who, member: 'sam' },
        acks: true,
        send: (frame) => void (frame[0] === 0 && frame[1] === 0 && asked.push(frame.length)),
        close: () => undefined,
      });
      expect(asked).toEqual([step1Frame(Y.encodeStateVector(mia.doc)).length]);
      expect(made.store.loadRoom(made.name, 1).aside).toEqual([]);
    }
  });

  it('sets aside a row that is as it was written and cannot be applied, and what builds on it', () => {
    const made = written();
    const { db, mia, room, turn, store, name, newRooms } = made;
    mia.type(' more');
    turn();
    expect(room.number).toBe(4);
    // Written by a server with a hole in its check.
    db.exec(`UPDATE updates SET bytes = x'0101', crc = NULL WHERE number = 2`);
    const again = newRooms().open(name)!;
    expect(again.doc.getText('audience').toJSON()).toBe(`${BLOCK}Gardens`);
    expect(store.loadRoom(name, 1).aside.map(({ number }) => number)).toEqual([2, 4]);
    expect(again.number).toBe(4);
  });

  it('gets back from laptops what was set aside', () => {
    const made = written();
    spoil(made, 2, '0101');
    const rooms = made.newRooms();
    const again = rooms.open(made.name)!;
    const mia = new TestClient(again, 'mia', { join: false });
    Y.applyUpdate(mia.doc, Y.encodeStateAsUpdate(made.mia.doc), mia);
    again.join(mia);
    made.turn();
    expect(again.doc.getText('objective').toJSON()).toBe(`${BLOCK}We plan`);
    expect(made.store.loadRoom(made.name, 1).number).toBe(4);
  });

  it('takes no words of the lost ones’ author from a colleague, and keeps what came with them aside', () => {
    const made = written();
    spoil(made, 2, '0101');
    const again = made.newRooms().open(made.name)!;
    const sam = new TestClient(again, 'sam', { join: false });
    Y.applyUpdate(sam.doc, Y.encodeStateAsUpdate(made.sam.doc), sam);
    again.join(sam);
    made.turn();
    expect(sam.closed).toBe(closeCodes.brokenFrame);
    expect(made.store.quarantined()).toMatchObject([{ member: 'sam' }]);
  });

  it('gives no clock that was set aside to other words', () => {
    const made = roomsUnderTest();
    const write = (room: Room, words: string): void => {
      const kept = room.keptClientId('mia', () => 77);
      const scratch = new Y.Doc();
      Y.applyUpdate(scratch, Y.encodeStateAsUpdate(room.doc));
      scratch.clientID = kept.client;
      const before = Y.encodeStateVector(scratch);
      scratch.getText('objective').insert(1, words);
      made.store.transaction(() => room.writeOwn('mia', kept, 'server', Y.encodeStateAsUpdate(scratch, before), ''));
      room.settle(false);
    };
    write(made.room, 'First words');
    spoil(made, 2, '0101');
    const again = made.newRooms().open(made.name)!;
    expect(again.doc.getText('objective').toJSON()).toBe(BLOCK);
    let next = 76;
    expect(again.keptClientId('mia', () => (next += 1)).client).toBe(78);
  });

  it('is written whole with the rest, and keeps the bytes of what was set aside', () => {
    const made = written();
    spoil(made, 2, '0101');
    const again = made.newRooms().open(made.name)!;
    const lena = new TestClient(again, 'lena');
    made.turn();
    for (let word = 0; word < 3_300; word++) {
      lena.type('w');
      made.turn();
    }
    expect(made.store.loadRoom(made.name, 1).covers).toBeGreaterThan(3_000);
    expect(made.db.prepare('SELECT hex(bytes) AS hex FROM updates WHERE number = 2').get()).toEqual({ hex: '0101' });
    // Its author's laptop still brings it back.
    const later = made.newRooms().open(made.name)!;
    const mia = new TestClient(later, 'mia', { join: false });
    Y.applyUpdate(mia.doc, Y.encodeStateAsUpdate(made.mia.doc), mia);
    later.join(mia);
    made.turn();
    expect(mia.closed).toBeNull();
    expect(later.doc.getText('objective').toJSON()).toContain('We plan');
  });

  it('falls back to the snapshot before one that is damaged, and to the rows after it', () => {
    const { room, turn, db, store, name, newRooms, said } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    for (let word = 0; word < 2_300; word++) {
      mia.type('w');
      turn();
    }
    expect(db.prepare('SELECT count(*) AS n FROM snapshots').get()).toEqual({ n: 2 });
    db.exec("UPDATE snapshots SET bytes = x'0000' WHERE covers = (SELECT max(covers) FROM snapshots)");
    expect(newRooms().open(name)!.doc.getText('objective').toJSON()).toBe(mia.text);
    expect(store.loadRoom(name, 1).aside).toMatchObject([{ what: 'snapshot' }]);
    expect(said.join()).toContain('"part":"snapshot"');
  });

  it('refuses to open where the disk cannot be read, instead of opening empty', () => {
    const { newRooms, name, store } = roomsUnderTest();
    const { loadRoom } = store;
    store.loadRoom = () => {
      throw new Error('disk I/O error');
    };
    const rooms = newRooms();
    expect(() => rooms.open(name)).toThrow('disk I/O error');
    expect(rooms.loaded).toEqual([]);
    store.loadRoom = loadRoom;
    expect(rooms.open(name)!.doc.getText('objective').toJSON()).toBe(BLOCK);
  });

  it('is forgotten at once by who only read, and kept a while after somebody wrote', () => {
    const { newRooms, name, clock, turn } = roomsUnderTest();
    const rooms = newRooms();
    const visit = (write: boolean): void => {
      const room = rooms.open(name)!;
      const mia = new TestClient(room, 'mia');
      turn();
      if (write) mia.type('word');
      turn();
      room.leave(mia);
      turn();
    };
    visit(false);
    rooms.tick();
    expect(rooms.loaded).toEqual([]);
    visit(true);
    rooms.tick();
    expect(rooms.loaded).toHaveLength(1);
    clock.now += 60_000;
    rooms.tick();
    expect(rooms.loaded).toEqual([]);
  });

  it('is read once, whoever comes in', () => {
    const { room, newRooms, name, store } = roomsUnderTest();
    const { loadRoom } = store;
    let loads = 0;
    store.loadRoom = (...which) => {
      loads += 1;
      return loadRoom(...which);
    };
    const rooms = newRooms();
    for (const member of ['mia', 'sam', 'lena']) rooms.open(name)!.join(new TestClient(room, member, { join: false }));
    expect(loads).toBe(1);
  });
});

describe('a snapshot', () => {
  const typed = (): { doc: Y.Doc; updates: Uint8Array[] } => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    doc.getText('objective').insert(0, 'one two three', { bold: true });
    doc.getText('objective').delete(2, 3);
    doc.getText('objective').insert(4, 'four');
    return { doc, updates };
  };

  it('means what the rows mean, though its bytes are others', () => {
    const { doc, updates } = typed();
    const { bytes, vector } = takeSnapshot({ kind: 'brief', covers: 3, updates });
    const again = new Y.Doc();
    Y.applyUpdate(again, bytes);
    expect(again.getText('objective').toDelta()).toEqual(doc.getText('objective').toDelta());
    expect(Y.decodeStateVector(vector)).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)));
  });

  it('is not taken of a room with a gap', () => {
    const { updates } = typed();
    expect(() => takeSnapshot({ kind: 'brief', covers: 3, updates: updates.slice(1) })).toThrow('gap');
  });

  it.each(['a mistake', 'another state'])(
    'that comes back as %s costs no row its bytes, and is tried later',
    (which) => {
      const taken: string[] = [];
      const { room, turn, db, store, name } = roomsUnderTest({
        takeSnapshot: (job, done) => {
          taken.push(which);
          if (which === 'a mistake') return done(new Error('the snapshot reads otherwise than the room'));
          done(takeSnapshot({ ...job, updates: job.updates.slice(0, -1) }));
        },
      });
      const mia = new TestClient(room, 'mia');
      turn();
      for (let word = 0; word < 1_300; word++) {
        mia.type('w');
        turn();
      }
      expect(taken).toHaveLength(1);
      expect(store.loadRoom(name, 1)).toMatchObject({ covers: 0, snapshot: null });
      expect(db.prepare('SELECT count(*) AS n FROM updates WHERE bytes IS NULL').get()).toEqual({ n: 0 });
      for (let word = 0; word < 1_300; word++) {
        mia.type('w');
        turn();
      }
      expect(taken).toHaveLength(2);
    },
  );

  it('is taken one at a time, and rows that come meanwhile stay', () => {
    const jobs: (() => void)[] = [];
    const { room, turn, store, name, newRooms } = roomsUnderTest({
      takeSnapshot: (job, done) => jobs.push(() => done(takeSnapshot(job))),
    });
    const mia = new TestClient(room, 'mia');
    turn();
    for (let word = 0; word < 2_300; word++) {
      mia.type('w');
      turn();
    }
    expect(jobs).toHaveLength(1);
    jobs[0]!();
    const { covers, tail } = store.loadRoom(name, 1);
    expect(covers).toBe(1_000);
    expect(tail.length).toBe(room.number - 1_000);
    expect(newRooms().open(name)!.doc.getText('objective').toJSON()).toBe(mia.text);
  });

  it('is taken before a room is forgotten, which waits for it', () => {
    const jobs: (() => void)[] = [];
    const { room, rooms, turn, store, name, clock } = roomsUnderTest({
      takeSnapshot: (job, done) => jobs.push(() => done(takeSnapshot(job))),
    });
    const mia = new TestClient(room, 'mia');
    turn();
    for (let word = 0; word < 60; word++) {
      mia.type('w');
      turn();
    }
    room.leave(mia);
    turn();
    for (let tick = 0; tick < 3; tick++) {
      rooms.tick();
      clock.now += 60_000;
    }
    expect(rooms.loaded).toEqual([room]);
    jobs[0]!();
    for (let tick = 0; tick < 3; tick++) {
      rooms.tick();
      clock.now += 60_000;
    }
    expect(rooms.loaded).toEqual([]);
    expect(store.loadRoom(name, 1).tail).toEqual([]);
  });
});

describe('a turn', () => {
  it('goes on for the other rooms when one of them has a mistake of ours in it', () => {
    const check: typeof checkUpdate = (doc, update, kind) => {
      if (doc.getText('tone').length > 1) throw new TypeError('a mistake');
      return checkUpdate(doc, update, kind);
    };
    const { room, rooms, other, turn, said } = roomsUnderTest({ check });
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(rooms.open(other)!, 'sam');
    const lena = new TestClient(rooms.open(other)!, 'lena');
    turn();
    mia.doc.getText('tone').insert(1, 'dry');
    mia.type('');
    turn();
    const before = mia.acknowledged;
    mia.doc.getText('offer').insert(1, 'x');
    mia.type('');
    sam.type('kept');
    turn();
    expect(lena.text).toBe(`${BLOCK}kept`);
    expect(mia.acknowledged).toBe(before);
    expect(mia.of('notice').at(-1)?.says).toContain('cannot save');
    expect(room.unsaved).toBe(1);
    expect(said.join()).toContain('could not be saved');
  });

  it('ends for a room that takes too long, which goes on in the next', () => {
    const check: typeof checkUpdate = (...asked) => ({ ...checkUpdate(...asked), steps: 1_000 });
    const { room, turn, store, rooms } = roomsUnderTest({ check });
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    const { transaction } = store;
    let turns = 0;
    store.transaction = (work) => {
      turns += 1;
      return transaction(work);
    };
    const before = mia.acknowledged;
    for (let word = 0; word < 100; word++) {
      mia.type('w');
      mia.doc.getText('objective').delete(1, 1);
      mia.type('');
    }
    turn();
    expect(turns).toBeGreaterThan(3);
    expect(mia.acknowledged).toBe(before + 200);
    expect(sam.text).toBe(mia.text);
    for (let word = 0; word < 100; word++) {
      mia.doc.getText('objective').insert(0, 'w');
      mia.type('');
    }
    expect(rooms.close()).toEqual([]);
  });

  it('ends where a row does not apply and the disk takes no word of it, and goes on for the other rooms', () => {
    const { room, turn, retry, store, name, other, newRooms, clock } = roomsUnderTest();
    store.appendUpdate({
      room: name,
      epoch: 1,
      number: room.number + 1,
      member: 'eve',
      clients: [77],
      kind: 'update',
      at: new Date(clock.now).toISOString(),
      // Stands behind a letter that was never there.
      bytes: Uint8Array.of(1, 1, 77, 0, 0x84, 99, 5, 1, 0x78, 0),
    });
    const rooms = newRooms();
    const [mia, sam] = [new TestClient(rooms.open(name)!, 'mia'), new TestClient(rooms.open(other)!, 'sam')];
    turn();
    const { setAside } = store;
    let tries = 0;
    store.setAside = () => {
      tries += 1;
      if (tries > 20) throw new Error('it goes on for ever');
      throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    };
    mia.type('x');
    sam.type('x');
    turn();
    expect(tries).toBeLessThan(5);
    expect(sam.acknowledged).toBe(2);
    expect(mia.closed).toBeNull();
    expect(mia.of('notice').at(-1)?.says).not.toBe('');
    store.setAside = setAside;
    retry();
    // Whoever was sent what does not apply comes back for the rest.
    expect(mia.closed).toBe(closeCodes.comeBack);
    expect(rooms.open(name)!.unsaved).toBe(0);
  });

  it('comes for what somebody sent who had to wait, and went away meanwhile', () => {
    let fair: FairShare | null = null;
    const { room, rooms, turn, pass } = roomsUnderTest({
      share: (made) => {
        fair = made;
        return (member) => made.of(member);
      },
    });
    const [eve, mia] = [new TestClient(room, 'eve'), new TestClient(room, 'mia')];
    turn();
    fair!.of('mia').spend(100);
    fair!.of('eve').spend(1_000_000);
    eve.type('Last words');
    turn();
    room.leave(eve);
    expect(room.unsaved).toBe(1);
    pass(60_000);
    rooms.tick();
    turn();
    expect(room.unsaved).toBe(0);
    expect(mia.text).toContain('Last words');
  });

  it('charges an update for the client ids of its text, over all of which Yjs goes for each', () => {
    let spent = 0;
    const share: Share = {
      rests: false,
      waiting: 0,
      spend: (steps) => (spent += steps),
      listen: () => () => undefined,
    };
    const { room, turn } = roomsUnderTest({ share: () => () => share });
    const mia = new TestClient(room, 'mia');
    turn();
    /** What Mia's deletion of one letter costs. */
    const deletion = (): number => {
      mia.type('x');
      turn();
      const before = spent;
      mia.doc.getText('objective').delete(1, 1);
      mia.type('');
      turn();
      return spent - before;
    };
    const few = deletion();
    const windows = Array.from({ length: 3_000 }, (_, index) => {
      const doc = new Y.Doc();
      doc.clientID = 1_000_000 + index;
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(mia.doc));
      const before = Y.encodeStateVector(doc);
      doc.getText('audience').insert(1, 'w');
      return Y.encodeStateAsUpdate(doc, before);
    });
    mia.say(updateFrame(Y.mergeUpdates(windows)));
    turn();
    expect(room.doc.store.clients.size).toBeGreaterThan(3_000);
    expect(deletion()).toBeGreaterThan(few + 500);
  });

  it('reads on from a connection only once what it sent is on disk', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    const reads: boolean[] = [];
    mia.read = (on) => reads.push(on);
    for (let word = 0; word < 1_100; word++) mia.type('w');
    expect(reads).toEqual([false]);
    turn();
    expect(reads).toEqual([false, true]);
  });

  it('forgets everything it took when the commit fails, typing included', () => {
    const { db, room, store, name, turn, retry } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    const sam = new TestClient(room, 'sam');
    turn();
    for (const word of ['a', 'b']) {
      mia.type(word);
      turn();
    }
    db.exec('PRAGMA query_only = ON');
    // Taken without Yjs, and with it, and under a client id that is claimed in this turn.
    mia.type('c');
    sam.type('d');
    mia.doc.getText('objective').delete(1, 1);
    mia.type('');
    turn();
    expect(room.number).toBe(3);
    expect(room.doc.getText('objective').toJSON()).toBe(`${BLOCK}ab`);
    expect(store.clientIds(name, 1)).toHaveLength(2);
    db.exec('PRAGMA query_only = OFF');
    retry();
    expect(room.doc.getText('objective').toJSON()).toBe(mia.text);
    expect(sam.text).toBe(mia.text);
    expect(room.unsaved).toBe(0);
    mia.type('e');
    turn();
    expect(sam.text).toBe(mia.text);
  });

  it('keeps no question of somebody who went before it was answered', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    let behind = false;
    const eve = Object.assign(new TestClient(room, 'eve'), { isBehind: () => behind });
    turn();
    const heard = eve.of('step 2').length;
    behind = true;
    eve.sync();
    room.leave(eve);
    turn();
    behind = false;
    mia.type('on ');
    turn();
    expect(eve.of('step 2')).toHaveLength(heard);
  });

  it('gives a newcomer the snapshot first and what came since last, the same frames as the next one', () => {
    const { room, turn } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    for (let word = 0; word < 1_010; word++) {
      mia.type('w');
      turn();
    }
    const [sam, lena] = [new TestClient(room, 'sam'), new TestClient(room, 'lena')];
    turn();
    expect(sam.heard.map(({ kind }) => kind).filter((kind) => kind === 'update' || kind === 'step 2')).toEqual([
      'update',
      'step 2',
    ]);
    expect(sam.text).toBe(mia.text);
    expect(lena.of('update')[0]!.bytes).toEqual(sam.of('update')[0]!.bytes);
    expect(room.hasDoc).toBe(true);
  });

  it('serves a room to whoever reads without making a document of it', () => {
    const { room, turn, newRooms, name } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    mia.type('read me');
    turn();
    const again = newRooms().open(name)!;
    const [sam, back] = [new TestClient(again, 'sam'), new TestClient(again, 'mia', { join: false })];
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(mia.doc), back);
    turn();
    expect(sam.text).toBe(mia.text);
    expect(again.hasDoc).toBe(false);
  });

  it('lets go of a document that nobody needs while somebody types on, and makes it again', () => {
    const { room, rooms, turn, clock } = roomsUnderTest();
    const mia = new TestClient(room, 'mia');
    turn();
    const minutes = (count: number): void => {
      for (let minute = 0; minute < count; minute++) {
        mia.type('w');
        turn();
        rooms.tick();
        clock.now += 60_000;
      }
    };
    minutes(3);
    expect(room.hasDoc).toBe(true);
    minutes(5);
    expect(room.hasDoc).toBe(false);
    mia.doc.getText('objective').delete(1, 1);
    mia.type('');
    turn();
    expect(room.hasDoc).toBe(true);
    expect(room.doc.getText('objective').toJSON()).toBe(mia.text);
  });

  it('takes what continues somebody’s typing from nobody else', () => {
    const { room, store, turn } = roomsUnderTest();
    const [mia, eve] = ['mia', 'eve'].map((member) => new TestClient(room, member));
    turn();
    for (const word of ['a', 'b']) {
      mia!.type(word);
      turn();
    }
    eve!.doc.clientID = mia!.doc.clientID;
    eve!.type('c');
    turn();
    expect(eve!.closed).toBe(closeCodes.brokenFrame);
    expect(store.quarantined()).toMatchObject([{ member: 'eve' }]);
    expect(mia!.text).toBe(`${BLOCK}ab`);
  });

  it('answers a step 1 only so often', () => {
    const { room, turn, clock } = roomsUnderTest();
    const eve = new TestClient(room, 'eve');
    for (let more = 0; more < 9; more++) eve.sync();
    turn();
    expect(eve.closed).toBeNull();
    clock.now += 4_000;
    eve.sync();
    eve.sync();
    turn();
    expect(eve.closed).toBeNull();
    eve.sync();
    expect(eve.closed).toBe(closeCodes.rate);
  });

  it('takes no more than fits a room, which still opens, and fits a frame', () => {
    const { room, turn, store, name } = roomsUnderTest();
    const eve = new TestClient(room, 'eve');
    turn();
    for (let more = 0; more < 2; more++) {
      eve.type('x'.repeat(2.9 * 1024 * 1024));
      turn();
      expect(eve.closed).toBeNull();
    }
    const sam = new TestClient(room, 'sam');
    turn();
    expect(sam.text).toBe(eve.text);
    expect(step2Frame(Y.encodeStateAsUpdate(sam.doc)).length).toBeLessThan(MAX_FRAME);
    eve.type('x'.repeat(1024 * 1024));
    turn();
    expect(eve.closed).toBe(closeCodes.brokenFrame);
    expect(store.loadRoom(name, 1).number).toBe(3);
  });

  it('leaves out of a sender’s frame what that sender wrote', () => {
    const { room, turn } = roomsUnderTest();
    const [mia, sam, lena] = ['mia', 'sam', 'lena'].map((member) => new TestClient(room, member));
    turn();
    for (const client of [mia!, sam!]) client.type(client.who.member);
    turn();
    for (const client of [mia!, sam!]) client.type('!');
    turn();
    expect(mia!.text).toBe(lena!.text);
    expect(sam!.text).toBe(lena!.text);
    const clientsIn = (client: TestClient): number[] => [
      ...Y.parseUpdateMeta(client.of('update').at(-1)!.bytes).to.keys(),
    ];
    expect(clientsIn(mia!)).toEqual([sam!.doc.clientID]);
    expect(new Set(clientsIn(lena!))).toEqual(new Set([mia!.doc.clientID, sam!.doc.clientID]));
  });
});
