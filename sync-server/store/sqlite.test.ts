import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { Fault, faultOf } from '../fault.ts';
import { openDatabase } from './database.ts';
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
