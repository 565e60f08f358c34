import { openDB, type DBSchema, type IDBPDatabase, type StoreNames } from 'idb';
import { z } from 'zod';
import type { RoomName } from '../../../domain/campaign/rooms.ts';
import { Command } from '../../../domain/command.ts';
import { AnyRow } from '../../../domain/event.ts';
import type { Reason } from '../../../domain/gate/refusal.ts';
import { VersionReply } from '../../../domain/wire/http.ts';
import type { Pending } from '../contract.ts';
import type {
  Kept,
  LocalStore,
  RecoveryDraft,
  StoreKey,
  StoredRoom,
  StoredVersion,
  UndoneEntries,
} from './local-store.ts';

type KeptRoom = Omit<StoredRoom, 'edits'> & { name: RoomName };
/** `unsent` is left out once it is acknowledged, and the index with it. */
type KeptEdit = { id?: number; room: RoomName; bytes: Uint8Array; unsent?: 1 };
type Shape = DBSchema & {
  feed: { key: number; value: unknown };
  outbox: { key: number; value: { order?: number; commandId: string; pending: unknown }; indexes: { command: string } };
  versions: { key: [string, number]; value: unknown };
  rooms: { key: RoomName; value: KeptRoom };
  edits: { key: number; value: KeptEdit; indexes: { room: RoomName; unsent: number } };
  /** Undone entries have no room; their key is a string of their own, so that they are kept once. */
  drafts: { key: number | string; value: RecoveryDraft | UndoneEntries; indexes: { room: RoomName } };
};
type Store = StoreNames<Shape>;

const KeptPending = z.object({
  command: Command,
  at: z.string(),
  state: z.enum(['waits', 'refused']),
  reasons: z.array(
    z.custom<Reason>((value) => z.object({ code: z.string(), says: z.string() }).safeParse(value).success),
  ),
});
const KeptVersion = VersionReply.extend({ campaign: z.string() });
const emptyRoom = (name: RoomName): KeptRoom => ({
  name,
  epoch: null,
  base: null,
  generation: 0,
  life: 0,
  syncedAt: null,
  receipt: null,
  why: null,
});

/** The name under which the browser keeps a store, and by which the windows of one seat find each other. */
export const storeName = ({ server, workspace, member }: StoreKey): string =>
  `countersign ${server} ${workspace} ${member}`;

const open = (name: string, onGone: () => void): Promise<IDBPDatabase<Shape>> =>
  openDB<Shape>(name, 1, {
    upgrade: (db) => {
      db.createObjectStore('feed', { keyPath: 'number' });
      db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('command', 'commandId', {
        unique: true,
      });
      db.createObjectStore('versions', { keyPath: ['campaign', 'number'] });
      db.createObjectStore('rooms', { keyPath: 'name' });
      const edits = db.createObjectStore('edits', { keyPath: 'id', autoIncrement: true });
      edits.createIndex('room', 'room');
      edits.createIndex('unsent', 'unsent');
      db.createObjectStore('drafts', { autoIncrement: true }).createIndex('room', 'room');
    },
    // A newer app in another window must not wait for this one.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });

/** The local store on IndexedDB. Every write is strict: `complete` means that the disk has it (Chrome's own default only says that the system has). */
export const openIndexedStore = (key: StoreKey): LocalStore => {
  const name = storeName(key);
  let db: Promise<IDBPDatabase<Shape>> | null = null;
  let closed = false;
  const database = (): Promise<IDBPDatabase<Shape>> => {
    if (closed) return Promise.reject(new Error('The store of this workspace is closed.'));
    db ??= open(name, () => {
      db = null;
    }).catch((error: unknown) => {
      db = null;
      throw error;
    });
    return db;
  };
  /** Runs one transaction; resolves when it is on the disk. */
  const write = async <N extends [Store, ...Store[]], T>(
    stores: N,
    work: (transaction: ReturnType<typeof transactionOf<N>>) => Promise<T>,
  ): Promise<T> => {
    const transaction = transactionOf(await database(), stores);
    // Its own failure is thrown by the request that caused it, or by `done` below.
    transaction.done.catch(() => undefined);
    try {
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
      throw error;
    }
  };

  return {
    feed: async () => {
      const rows = await (await database()).getAll('feed');
      // Rows an older app wrote another way come again from the server. As they are: their hashes cover every field.
      return z.array(AnyRow).safeParse(rows).success ? (rows as AnyRow[]) : [];
    },
    addFeed: (rows) =>
      write(['feed'], async ({ objectStore }) => {
        const feed = objectStore('feed');
        await each(rows, (row) => feed.put(row));
      }),
    replaceFeed: (rows) =>
      write(['feed'], async ({ objectStore }) => {
        const feed = objectStore('feed');
        await feed.clear();
        await each(rows, (row) => feed.put(row));
      }),

    outbox: async () => {
      const kept = await (await database()).getAll('outbox');
      return kept.flatMap(({ pending }): Pending[] => {
        const parsed = KeptPending.safeParse(pending);
        if (!parsed.success) return [];
        const { command, at, state, reasons } = parsed.data;
        return [state === 'refused' ? { command, at, state, reasons } : { command, at, state }];
      });
    },
    putPending: (pending) =>
      write(['outbox'], async ({ objectStore }) => {
        const outbox = objectStore('outbox');
        const { command, at } = pending;
        const order = await outbox.index('command').getKey(command.id);
        const refused = pending.state === 'refused';
        const kept = { command, at, state: refused ? 'refused' : 'waits', reasons: refused ? pending.reasons : [] };
        await outbox.put({ ...(order !== undefined && { order }), commandId: command.id, pending: kept });
      }),
    dropPending: (commandId) =>
      write(['outbox'], async ({ objectStore }) => {
        const outbox = objectStore('outbox');
        const order = await outbox.index('command').getKey(commandId);
        if (order !== undefined) await outbox.delete(order);
      }),

    version: async (campaign, number) => {
      const parsed = KeptVersion.safeParse(await (await database()).get('versions', [campaign, number]));
      return parsed.success ? (parsed.data satisfies StoredVersion) : null;
    },
    keepVersion: (version) =>
      write(['versions'], async ({ objectStore }) => {
        await objectStore('versions').put(version);
      }),

    room: async (room) => {
      const transaction = (await database()).transaction(['rooms', 'edits']);
      const [known, edits] = await Promise.all([
        transaction.objectStore('rooms').get(room),
        transaction.objectStore('edits').index('room').getAll(room),
      ]);
      if (!known && edits.length === 0) return null;
      const { name: _, ...kept } = known ?? emptyRoom(room);
      return { ...kept, edits: edits.map(({ id, bytes, unsent }) => ({ id: id!, bytes, unsent: unsent === 1 })) };
    },
    addEdits: (room, life, edits, change) =>
      write(['rooms', 'edits'], async ({ objectStore }) => {
        const rooms = objectStore('rooms');
        const known = (await rooms.get(room)) ?? emptyRoom(room);
        if (known.life !== life) return null;
        if (change) await rooms.put({ ...known, ...change });
        const kept = objectStore('edits');
        return each(edits, ({ bytes, unsent }) => kept.add({ room, bytes, ...(unsent && { unsent: 1 }) }));
      }),
    acknowledge: (ids) =>
      write(['edits'], async ({ objectStore }) => {
        const edits = objectStore('edits');
        await each(ids, async (id) => {
          const kept = await edits.get(id);
          if (!kept?.unsent) return;
          delete kept.unsent;
          await edits.put(kept);
        });
      }),
    compact: (room, base, ids, generation) =>
      write(['rooms', 'edits'], async ({ objectStore }) => {
        const rooms = objectStore('rooms');
        const kept = (await rooms.get(room)) ?? emptyRoom(room);
        if (kept.generation !== generation) return false;
        await rooms.put({ ...kept, base, generation: generation + 1 });
        const edits = objectStore('edits');
        await each(ids, async (id) => {
          if (!(await edits.get(id))?.unsent) await edits.delete(id);
        });
        return true;
      }),
    replaceRoom: (life, draft, receipt, known) =>
      write(['rooms', 'edits', 'drafts'], async ({ objectStore }) => {
        const { room, why } = draft;
        const rooms = objectStore('rooms');
        const kept = (await rooms.get(room)) ?? emptyRoom(room);
        const edits = objectStore('edits');
        const rows = kept.life === life ? await edits.index('room').getAll(room) : [];
        if (known && rows.some(({ id, unsent }) => unsent === 1 && !known.has(id!))) return false;
        await objectStore('drafts').add(draft);
        if (kept.life !== life) return true;
        await rooms.put({ ...emptyRoom(room), generation: kept.generation + 1, life: life + 1, receipt, why });
        await each(rows, ({ id }) => edits.delete(id!));
        return true;
      }),
    kept: async () => {
      const drafts = (await database()).transaction('drafts').store;
      const [keys, values] = await Promise.all([drafts.getAllKeys(), drafts.getAll()]);
      return values.map((value, index): Kept => {
        const id = String(keys[index]);
        return 'rows' in value ? { id, kind: 'record', ...value } : { id, kind: 'text', ...value };
      });
    },
    keepUndone: (id, undone) =>
      write(['drafts'], async ({ objectStore }) => {
        await objectStore('drafts').put(undone, id);
      }),
    describeDraft: (id, texts) =>
      write(['drafts'], async ({ objectStore }) => {
        const drafts = objectStore('drafts');
        const draft = await drafts.get(Number(id));
        if (draft && 'room' in draft) await drafts.put({ ...draft, texts }, Number(id));
      }),
    dropKept: (id) =>
      write(['drafts'], async ({ objectStore }) => {
        await objectStore('drafts').delete(/^\d+$/.test(id) ? Number(id) : id);
      }),
    rooms: async () => (await database()).getAllKeys('rooms'),
    unsentRooms: async () => {
      const edits = await (await database()).getAllFromIndex('edits', 'unsent');
      return [...new Set(edits.map(({ room }) => room))];
    },
    empty: () =>
      write(['feed', 'outbox', 'versions', 'rooms', 'edits', 'drafts'], async ({ objectStore }) => {
        const counts = await Promise.all([
          objectStore('edits').index('unsent').count(),
          objectStore('outbox').count(),
          objectStore('drafts').count(),
        ]);
        if (counts.some((count) => count > 0)) return false;
        await Promise.all([
          objectStore('feed').clear(),
          objectStore('versions').clear(),
          objectStore('rooms').clear(),
          objectStore('edits').clear(),
        ]);
        return true;
      }),

    close: () => {
      closed = true;
      // One that could not be opened has told whoever needed it.
      void db?.then(
        (opened) => opened.close(),
        () => undefined,
      );
      db = null;
    },
  };
};

/** Requests that run side by side. One that throws where it is made leaves no other behind whose failure nobody hears of. */
const each = <T, R>(all: readonly T[], request: (one: T) => Promise<R>): Promise<R[]> =>
  Promise.all(all.map(async (one) => request(one)));

const transactionOf = <N extends [Store, ...Store[]]>(db: IDBPDatabase<Shape>, stores: N) => {
  const transaction = db.transaction(stores, 'readwrite', { durability: 'strict' });
  return {
    objectStore: transaction.objectStore.bind(transaction),
    done: transaction.done,
    abort: () => transaction.abort(),
  };
};
