import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Fault, faultOf } from '../fault.ts';
import { SCHEMA_VERSION, steps } from './schema.ts';

/** Below this, several connections writing and checkpointing one WAL can corrupt it (fixed upstream 2026-03-13). */
const SQLITE_FLOOR = [3, 51, 3] as const;

/** How long a page of work may wait for a lock, in ms. There is one writer; this covers a backup that reads. */
const BUSY = 5_000;
/** Bytes of the log that are kept for what is written next. A long reader makes it grow, and it would keep that size. */
const LOG_KEPT = 16 * 1024 * 1024;

/** Throws the sentence for a Node that brings an older one. */
export const assertSqlite = (version: string): void => {
  const have = version.split('.').map(Number);
  for (const [place, floor] of SQLITE_FLOOR.entries()) {
    if ((have[place] ?? 0) > floor) return;
    if ((have[place] ?? 0) < floor)
      throw new Fault(
        'bad setting',
        `This Node brings SQLite ${version}; Countersign needs ${SQLITE_FLOOR.join('.')} or newer. Update Node.`,
      );
  }
};

const pragma = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

/**
 * Opens a file that somebody else may have open, for reading. Beside a log it must not be able to write: the last connection that can takes
 * the log away, and the next start would see no need to look what a crash left.
 */
export const openToRead = (path: string, timeout = BUSY): DatabaseSync =>
  // Without a log there is nothing to take away, and a connection that cannot write would leave one behind.
  new DatabaseSync(path, { timeout, readOnly: existsSync(`${path}-wal`) });

/** The SQLite that this Node brings. */
export const sqliteVersion = (db: DatabaseSync): string =>
  String(db.prepare('SELECT sqlite_version() AS v').get()?.['v']);

/** Throws where a file is damaged. */
const readThrough = (path: string): void => {
  const db = openToRead(path);
  try {
    const found = pragma(db, 'quick_check(1)');
    if (found !== 'ok') throw new Fault('damaged', `${path} is damaged. Put back a backup of it.`, found);
  } finally {
    db.close();
  }
};

/**
 * Opens one workspace's file, durable on every commit, and brings its tables to the newest version. `:memory:` for tests. After a process
 * or machine that did not end in order the whole file is read through: damage shows now, with a backup at hand, and not weeks later.
 */
export const openDatabase = (path: string): DatabaseSync => {
  let db: DatabaseSync | null = null;
  // SQLite takes it away when the last connection closes.
  const endedInOrder = !existsSync(`${path}-wal`);
  try {
    if (!endedInOrder) readThrough(path);
    db = new DatabaseSync(path, { timeout: BUSY, enableForeignKeyConstraints: true });
    assertSqlite(sqliteVersion(db));
    const version = Number(pragma(db, 'user_version'));
    if (version > SCHEMA_VERSION)
      throw new Fault(
        'newer version',
        `${path} was written by a newer Countersign. Update this server; it has left the file as it is.`,
      );
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;',
    );
    for (const [index, step] of steps.entries())
      if (index >= version) db.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
    db.exec(`PRAGMA journal_size_limit = ${LOG_KEPT}`);
    return db;
  } catch (error) {
    db?.close();
    throw faultOf(error, path) ?? error;
  }
};
