import type { DatabaseSync } from 'node:sqlite';
import * as Y from 'yjs';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { sha256 } from '../../domain/record/hash.ts';
import type { Id } from '../../domain/id.ts';
import { Workspace } from '../commands/workspace-actor.ts';
import { Fault, faultOf } from '../fault.ts';
import { openDatabase } from '../store/database.ts';
import { sqliteStore } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';

export type Checked = {
  id: Id;
  name: string;
  events: number;
  head: string;
  texts: number;
  versions: number;
  /** Texts with something stored that does not read, or was set aside before; the rest of each is there. */
  unreadable: string[];
};

/** Nobody is connected and nothing runs by itself: for work on a file that no server has open. */
const atRest = {
  log: () => undefined,
  clock: Date.now,
  soon: () => undefined,
  later: () => undefined,
};

/** Opens a workspace's file outside any server, hands it over, and closes it whatever happens. Throws a Fault where it is damaged. */
export const withWorkspace = <T>(
  path: string,
  id: Id,
  work: (workspace: Workspace, store: Store, db: DatabaseSync) => T,
): T => {
  const db = openDatabase(path);
  try {
    const [found] = Object.values(db.prepare('PRAGMA integrity_check(1)').get() ?? {});
    if (found !== 'ok') throw new Fault('damaged', `The file of workspace ${id} is damaged: ${String(found)}`);
    const store = sqliteStore(db);
    return work(new Workspace(id, store, atRest), store, db);
  } catch (error) {
    throw faultOf(error, `the file of workspace ${id}`) ?? error;
  } finally {
    db.close();
  }
};

/** Reads all of it as a server would: pages, record, frozen versions, texts. Throws a Fault that says what is broken. */
export const checkWorkspace = (path: string, id: Id): Checked =>
  withWorkspace(path, id, (workspace, store) => {
    const { name, number: events, head, campaigns } = workspace.state();
    let versions = 0;
    for (const campaign of Object.values(campaigns))
      for (const { number, digest } of campaign.versions) {
        const stored = store.version(campaign.id, number);
        if (!stored || sha256(stored.json) !== digest)
          throw new Fault(
            'damaged',
            `Version ${number} of campaign ${campaign.id} in workspace ${id} is not what the record names.`,
          );
        versions += 1;
      }
    const rooms = store.rooms();
    const unreadable = rooms.filter((room) => !reads(store, room)).map((room) => room.name);
    return { id, name, events, head, texts: rooms.length, versions, unreadable };
  });

const reads = (store: Store, { name, epoch }: ReturnType<Store['rooms']>[number]): boolean => {
  const doc = new Y.Doc();
  try {
    const { snapshot, tail, aside } = store.loadRoom(name, epoch);
    if (aside.length > 0) return false;
    applyAsIs(doc, [...(snapshot ? [snapshot] : []), ...tail.map(({ bytes }) => bytes)]);
    return doc.store.pendingStructs === null && doc.store.pendingDs === null;
  } catch {
    return false;
  } finally {
    doc.destroy();
  }
};
