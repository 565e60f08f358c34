import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Id } from '../../domain/id.ts';
import { Fault, faultOf } from '../fault.ts';
import { assertSqlite, sqliteVersion } from './database.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { openStore } from './sqlite.ts';
import type { Store } from './store.ts';
import { syncFolder } from './sync-folder.ts';

/** The folder of one server: a lock that one process holds, and one file per workspace. */
export type DataFolder = {
  workspaces: () => Id[];
  open: (workspace: Id) => Store;
  /** Writes a new workspace whole, or leaves no trace of it: it gets its name only once `write` is through. */
  create: (workspace: Id, write: (store: Store) => void) => Store;
  close: () => void;
};

export const openDataFolder = (path: string): DataFolder => {
  const folder = join(path, 'workspaces');
  const lock = takeLock(path, folder);
  const fileOf = (workspace: Id): string => join(folder, `${workspace}.sqlite`);
  try {
    // What a killed process had not finished founding, or making ready.
    for (const name of readdirSync(folder)) if (/\.part(-wal|-shm)?$/.test(name)) rmSync(join(folder, name));
    for (const name of readdirSync(path))
      if (name.startsWith('restoring-')) rmSync(join(path, name), { recursive: true });
    putRestoredInPlace(path);
    keepToOwner(folder);
  } catch (error) {
    lock.close();
    throw faultOf(error, folder) ?? error;
  }
  return {
    workspaces: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.sqlite'))
        .map((name) => name.slice(0, -'.sqlite'.length))
        .filter((id) => Id.safeParse(id).success)
        .sort(),
    open: (workspace) => openStore(fileOf(workspace)),
    create: (workspace, write) => {
      const part = `${fileOf(workspace)}.part`;
      const remove = () => ['', '-wal', '-shm'].forEach((end) => rmSync(part + end, { force: true }));
      try {
        remove();
        const store = openStore(part);
        try {
          write(store);
        } finally {
          store.close();
        }
        renameSync(part, fileOf(workspace));
      } catch (error) {
        remove();
        throw faultOf(error, folder) ?? error;
      }
      return openStore(fileOf(workspace));
    },
    close: () => lock.close(),
  };
};

/** The same in memory, for tests. */
export const memoryFolder = (): DataFolder => {
  const stores = new Map<Id, Store>();
  return {
    workspaces: () => [...stores.keys()],
    open: (workspace) => stores.get(workspace) ?? openStore(':memory:'),
    create: (workspace, write) => {
      const store = openStore(':memory:');
      write(store);
      stores.set(workspace, store);
      return store;
    },
    close: () => undefined,
  };
};

/**
 * Puts what `npm run restore` has made ready in the place of what is there, which it keeps beside. Each move can be done again, so a
 * restore that was cut off here is finished at the next start.
 */
export const putRestoredInPlace = (path: string): void => {
  for (const name of readdirSync(path)) {
    const time = /^restored-(\d[\w-]+)$/.exec(name)?.[1];
    if (time === undefined) continue;
    const [ready, before] = [join(path, name), join(path, beforeRestore(time))];
    for (const file of readdirSync(ready)) {
      if (!file.endsWith('.sqlite')) continue;
      mkdirSync(before, { recursive: true, mode: 0o700 });
      // With the file goes its log, or the next one to open the new file would replay it there.
      for (const end of ['-wal', '-shm', ''])
        moveIfThere(join(path, 'workspaces', file + end), join(before, file + end));
      renameSync(join(ready, file), join(path, 'workspaces', file));
    }
    syncFolder(join(path, 'workspaces'));
    rmSync(ready, { recursive: true });
  }
};
export const beforeRestore = (time: string): string => `before-restore-${time}`;

const moveIfThere = (from: string, to: string): void => {
  if (existsSync(from)) renameSync(from, to);
};

/** The files hold the signing keys and everything anybody wrote. */
const keepToOwner = (folder: string): void => {
  try {
    chmodSync(folder, 0o700);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o600);
  } catch {
    // Somebody else's folder, or a file system without rights: whoever mounted it decides.
  }
};

/** Makes a folder with those above it. Node's own recursive form says of a disk that can only be read that the folder is not there. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  const above = dirname(path);
  // A drive that is not there has nothing above it.
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another server that starts on the same new folder was first; which of the two has it the lock decides.
    if (!existsSync(path)) throw error;
  }
};

/** An exclusive lock the operating system gives back when the process ends, however it ends. */
const takeLock = (path: string, folder: string): DatabaseSync => {
  let lock: DatabaseSync | null = null;
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw new Fault('not a folder', `${folder} is not a folder. Move it away.`);
    // SQLite does not tell a disk that can only be read from a folder of somebody else's.
    accessSync(path, constants.W_OK);
    lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 });
    // Here and not only where a workspace opens: a server that has none yet is to say so at its start, too.
    assertSqlite(sqliteVersion(lock));
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
    const version = Number(lock.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > SCHEMA_VERSION)
      throw new Fault(
        'newer version',
        `${path} was written by a newer Countersign. Update this server; it has left the folder as it is.`,
      );
    // A write now finds a full or read-only disk at the start instead of at the first sentence somebody types.
    lock.exec(
      `CREATE TABLE IF NOT EXISTS started (at TEXT NOT NULL); DELETE FROM started; INSERT INTO started VALUES (datetime('now')); PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT; BEGIN EXCLUSIVE;`,
    );
    return lock;
  } catch (error) {
    lock?.close();
    throw faultOf(error, path) ?? error;
  }
};
