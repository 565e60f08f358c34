import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Id } from '../../domain/id.ts';
import { Fault, faultOf } from '../fault.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { openStore } from './sqlite.ts';
import type { Store } from './store.ts';

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
    // What a killed process had not finished founding.
    for (const name of readdirSync(folder)) if (/\.part(-wal|-shm)?$/.test(name)) rmSync(join(folder, name));
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

/** An exclusive lock the operating system gives back when the process ends, however it ends. */
const takeLock = (path: string, folder: string): DatabaseSync => {
  let lock: DatabaseSync | null = null;
  try {
    mkdirSync(folder, { recursive: true });
    if (!statSync(folder).isDirectory()) throw new Fault('not a folder', `${folder} is not a folder. Move it away.`);
    lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 });
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
