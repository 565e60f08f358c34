import { copyFileSync, mkdtempSync, openSync, closeSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { Fault, faultOf } from '../fault.ts';
import { assertSqlite, openDatabase } from './database.ts';
import { steps } from './schema.ts';
import { openStore, sqliteStore } from './sqlite.ts';
import { storeAcceptance } from './store.acceptance.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const newPath = (): string => join(folder, `${count++}.sqlite`);

storeAcceptance('in memory', () => openStore(':memory:'), null);
let last = '';
storeAcceptance(
  'in a file',
  () => openStore((last = newPath())),
  () => openStore(last),
);

describe('a file of the store', () => {
  it('is durable on every commit', () => {
    const db = openDatabase(newPath());
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    // 2 is FULL.
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    db.close();
  });

  it('gives back the space that its log took while somebody read for long', () => {
    const path = newPath();
    const db = openDatabase(path);
    db.exec('CREATE TABLE large (bytes)');
    const reader = new DatabaseSync(path);
    reader.exec('BEGIN; SELECT * FROM large');
    const write = (bytes: number): void => void db.prepare('INSERT INTO large VALUES (zeroblob(?))').run(bytes);
    const log = (): number => statSync(`${path}-wal`).size;
    for (let written = 0; written < 10; written += 1) write(4_000_000);
    expect(log()).toBeGreaterThan(40_000_000);
    reader.close();
    // The first finds everything copied into the file at its end, the second begins the log anew.
    for (let written = 0; written < 2; written += 1) write(1);
    expect(log()).toBeLessThanOrEqual(16 * 1024 * 1024);
    db.close();
  });

  it('that another program holds keeps a server waiting for a moment only, since all its workspaces wait with it', () => {
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    const store = openStore(newPath());
    const [db] = exec.mock.contexts;
    exec.mockRestore();
    if (!(db instanceof DatabaseSync)) throw new Error('nothing was opened');
    expect(db.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 500 });
    store.close();
  });

  it.each([
    ['3.40.1', false],
    ['3.51.2', false],
    ['3.51.3', true],
    ['3.53.0', true],
    ['4.0', true],
  ])('is opened by SQLite %s or not: %s', (version, may) => {
    const open = (): void => assertSqlite(version);
    if (may) expect(open).not.toThrow();
    else expect(open).toThrow(/needs 3\.51\.3 or newer\. Update Node/);
  });

  it('of a newer server is refused with a sentence and left as it is', () => {
    const path = newPath();
    const db = new DatabaseSync(path);
    db.exec('CREATE TABLE future (x); PRAGMA user_version = 99');
    db.close();
    expect(() => openStore(path)).toThrow(/newer Countersign\. Update this server/);
    const after = new DatabaseSync(path);
    expect(after.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()).toEqual([{ name: 'future' }]);
    after.close();
  });

  it('that is no database is damaged, in words', () => {
    expect(() => openStore(import.meta.filename)).toThrow(/is damaged .* Put back a backup/);
  });

  it('is read through after a server that did not end in order, and named where it is damaged', () => {
    const path = newPath();
    const db = openDatabase(path);
    const fill = db.prepare('INSERT INTO invite_secrets (invite, hash) VALUES (?, ?)');
    db.exec('BEGIN');
    for (let row = 0; row < 2_000; row += 1) fill.run(`invite ${row}`, `${row}`.padStart(64, '0'));
    db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
    fill.run('the last', 'in the log');
    // As a kill leaves it: the file, and beside it what was committed last.
    const killed = (): string => {
      const copy = newPath();
      for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${copy}${end}`);
      return copy;
    };
    const sound = openStore(killed());
    expect(sound.inviteOf('in the log')).toBe('the last');
    sound.close();
    const damaged = killed();
    const file = openSync(damaged, 'r+');
    const root = Number(
      db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'invite_secrets'").get()!['rootpage'],
    );
    const page = Number(db.prepare('PRAGMA page_size').get()!['page_size']);
    writeSync(file, Buffer.alloc(64, 0xff), 0, 64, (root - 1) * page);
    closeSync(file);
    // However often somebody starts it again.
    for (let start = 0; start < 2; start += 1)
      expect(() => openStore(damaged)).toThrow(/is damaged\. Put back a backup/);
    db.close();
  });

  it('names a row and a snapshot that are no longer as they were written', () => {
    const db = openDatabase(newPath());
    const store = sqliteStore(db);
    const room = roomName('spring', 'brief');
    store.createRoom({ name: room, campaign: 'spring', kind: 'brief', epoch: 1 });
    for (const number of [1, 2, 3])
      store.appendUpdate({
        room,
        epoch: 1,
        number,
        member: 'mia',
        clients: [7],
        kind: 'update',
        at: '',
        bytes: new Uint8Array([number, 2, 3]),
      });
    store.saveSnapshot(room, 1, 1, new Uint8Array([1, 1]), new Uint8Array([0]));
    db.exec("UPDATE updates SET bytes = x'020207' WHERE number = 2; UPDATE snapshots SET bytes = x'0102'");
    expect(store.loadRoom(room, 1)).toMatchObject({
      snapshot: null,
      tail: [{ number: 1 }, { number: 3 }],
      number: 3,
      aside: [
        { what: 'snapshot', number: 1, why: 'is not as it was written' },
        { what: 'row', number: 2, why: 'is not as it was written' },
      ],
    });
    store.close();
  });

  it('loads a room whose rows name their client ids in no way that can be read: nothing needs them', () => {
    const db = openDatabase(newPath());
    const store = sqliteStore(db);
    const room = roomName('spring', 'brief');
    store.createRoom({ name: room, campaign: 'spring', kind: 'brief', epoch: 1 });
    const bytes = new Uint8Array([0, 0]);
    store.appendUpdate({ room, epoch: 1, number: 1, member: 'mia', clients: [7], kind: 'update', at: '', bytes });
    db.exec("UPDATE updates SET clients = '[1'");
    expect(store.loadRoom(room, 1)).toMatchObject({ tail: [{ number: 1, member: 'mia' }], aside: [] });
    store.close();
  });

  it('gives no state vector that is not as it was written, and none from before that could be told', () => {
    const path = newPath();
    const old = new DatabaseSync(path);
    old.exec(`${steps.slice(0, 4).join('')} PRAGMA user_version = 4;
      INSERT INTO rooms VALUES ('campaign/spring/brief', 'spring', 'brief', 1);
      INSERT INTO snapshots (room, epoch, covers, bytes, vector) VALUES ('campaign/spring/brief', 1, 1, x'0000', x'010705')`);
    old.close();
    const db = openDatabase(path);
    const store = sqliteStore(db);
    const room = roomName('spring', 'brief');
    expect(store.loadRoom(room, 1)).toMatchObject({ covers: 1, snapshot: new Uint8Array([0, 0]), vector: null });
    const vector = new Uint8Array([1, 7, 5]);
    store.saveSnapshot(room, 1, 2, new Uint8Array([0, 0]), vector);
    expect(store.loadRoom(room, 1)).toMatchObject({ covers: 2, vector });
    db.exec("UPDATE snapshots SET vector = x'010709' WHERE covers = 2");
    expect(store.loadRoom(room, 1)).toMatchObject({ covers: 2, vector: null, aside: [] });
    store.close();
  });

  it('says whether the disk takes anything, and changes nothing by that', () => {
    const path = newPath();
    const db = openDatabase(path);
    const store = sqliteStore(db);
    store.tryDisk();
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: steps.length });
    const exec = db.exec.bind(db);
    db.exec = (sql) => {
      if (sql === 'COMMIT') throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
      exec(sql);
    };
    expect(() => store.tryDisk()).toThrow('full');
    db.exec = exec;
    store.tryDisk();
    store.close();
  });

  it('of the first version is brought to the newest with what it holds', () => {
    const path = newPath();
    const old = new DatabaseSync(path);
    old.exec(`${steps[0]} PRAGMA user_version = 1;
      INSERT INTO rooms VALUES ('campaign/spring/brief', 'spring', 'brief', 1);
      INSERT INTO updates VALUES ('campaign/spring/brief', 1, 1, NULL, '[1]', 'founding', '', x'0000');
      INSERT INTO snapshots VALUES ('campaign/spring/brief', 1, 0, x'0000')`);
    old.close();
    const store = openStore(path);
    expect(store.loadRoom(roomName('spring', 'brief'), 1)).toMatchObject({
      snapshot: new Uint8Array([0, 0]),
      tail: [{ number: 1, bytes: new Uint8Array([0, 0]) }],
      aside: [],
    });
    store.close();
  });

  it('on a full disk says so, keeps what was there, and goes on once there is room', () => {
    const db = openDatabase(newPath());
    const store = sqliteStore(db);
    store.saveInviteSecret('one', 'secret');
    db.exec('PRAGMA max_page_count = 1');
    const fill = (): void => store.saveInviteSecret('two', 'x'.repeat(100_000));
    let fault: Fault | null = null;
    try {
      store.transaction(fill);
    } catch (error) {
      fault = faultOf(error, 'the data folder');
    }
    expect(fault?.code).toBe('disk full');
    expect(fault?.message).toContain('Free some space');
    expect(store.inviteOf('secret')).toBe('one');
    db.exec('PRAGMA max_page_count = 100000');
    store.transaction(fill);
    expect(store.inviteOf('x'.repeat(100_000))).toBe('two');
    store.close();
  });
});
