import * as Y from 'yjs';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import { parseRoomName, type RoomName } from '../../domain/campaign/rooms.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { foundRoom } from '../../sync-server/rooms/found-room.ts';
import type { Access, Peer, Room } from '../../sync-server/rooms/room.ts';
import { Rooms } from '../../sync-server/rooms/rooms.ts';
import { takeSnapshot } from '../../sync-server/rooms/snapshot.ts';
import { openDatabase } from '../../sync-server/store/database.ts';
import { sqliteStore } from '../../sync-server/store/sqlite.ts';
import type { Store } from '../../sync-server/store/store.ts';
import type { Dice } from '../fuzz/dice.ts';
import type { Line } from './line.ts';
import type { World } from './world.ts';

/** The process was killed here. */
class Killed extends Error {}
const diskError = (full: boolean): Error =>
  Object.assign(new Error(full ? 'database or disk is full' : 'disk I/O error'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: full ? 13 : 10,
    errstr: '',
  });

/** Bytes that may wait for a slow reader, as `socket.ts` has it, at the size of this world. */
const MAX_BUFFERED = 24_000;
const TICK = 5_000;

/** The real rooms on the real store, in a process that can be killed at any call to the store, and on a disk that can fail. */
export class SimServer {
  readonly store: Store;
  readonly #world: World;
  readonly #dice: Dice;
  readonly #lines = new Map<Line, { peer: Peer; room: Room } | null>();
  #rooms: Rooms | null = null;
  /** Calls to the store until the process is killed. */
  #fuse = Infinity;
  disk: 'well' | 'full' | 'failing' = 'well';
  readonly readers = new Set<string>();
  readonly said: string[] = [];
  kills = 0;
  refusals = 0;
  snapshots = 0;
  loads = 0;

  /** `filler`: log rows that the first room has already, so that it is written whole while people are in it. */
  constructor(world: World, dice: Dice, names: readonly RoomName[], filler = 0) {
    this.#world = world;
    this.#dice = dice;
    this.store = sqliteStore(openDatabase(':memory:'));
    for (const name of names) this.#found(name);
    if (filler > 0) this.#fill(names[0]!, filler);
    this.start();
  }

  get rooms(): Rooms | null {
    return this.#rooms;
  }

  start(): void {
    if (this.#rooms) return;
    const world = this.#world;
    const mine = (): boolean => this.#rooms === rooms;
    const rooms: Rooms = new Rooms({
      store: this.#guarded(mine),
      check: checkUpdate,
      access: (member): Access => (this.readers.has(member) ? 'read' : 'write'),
      now: () => world.now,
      elapsed: () => world.now,
      log: (what) => void this.said.push(what),
      soon: (work) => world.after(this.#dice.upTo(4), () => mine() && this.#inProcess(work)),
      later: (ms, work) => world.after(ms, () => mine() && this.#inProcess(work)),
      takeSnapshot: (job, done) => {
        world.after(1 + this.#dice.upTo(300), () => {
          if (mine()) this.#inProcess(() => done(takeSnapshot(job)));
        });
      },
    });
    this.#rooms = rooms;
    const tick = (): void => {
      if (!mine()) return;
      this.#inProcess(() => rooms.tick());
      world.after(TICK, tick);
    };
    world.after(TICK, tick);
  }

  /** What was not committed is gone; nobody is told. */
  kill(): void {
    if (!this.#rooms) return;
    this.#rooms = null;
    this.#fuse = Infinity;
    this.kills += 1;
    for (const line of this.#lines.keys()) line.cut();
    this.#lines.clear();
  }
  /** Dies at one of the coming calls to the store: before it, inside a transaction, or right after the commit. */
  lightFuse(calls: number): void {
    this.#fuse = calls;
  }

  /** Ends in order: what waits is written, everybody is told. */
  stop(): void {
    const rooms = this.#rooms;
    if (!rooms) return;
    this.#inProcess(() => rooms.close());
    this.#rooms = null;
    for (const line of this.#lines.keys()) this.#world.after(200, () => line.cut());
    this.#lines.clear();
  }

  /** A line with a ticket for a room came in. */
  admit(line: Line, name: RoomName, member: string): void {
    const rooms = this.#rooms;
    if (!rooms) return line.cut();
    this.#lines.set(line, null);
    const closed = (code: number): void => {
      if (this.#rooms === rooms) line.down(code);
    };
    const peer: Peer = {
      who: { member, name: member, role: 'marketing', session: member },
      acks: true,
      send: (frame) => {
        if (this.#rooms !== rooms) return;
        if (line.buffered > MAX_BUFFERED) {
          closed(closeCodes.tooSlow);
          this.#world.after(500, () => line.cut());
          return;
        }
        line.down(frame.slice());
      },
      close: closed,
    };
    this.#inProcess(() => {
      try {
        const room = rooms.open(name);
        if (!room) throw new Error(`there is no room ${name}`);
        this.#lines.set(line, { peer, room });
        room.join(peer);
      } catch (error) {
        if (!isDiskError(error)) throw error;
        // It cannot be read at the moment: the socket is not admitted.
        this.#lines.delete(line);
        line.cut();
      }
    });
  }

  hear(line: Line, frame: Uint8Array | null): void {
    const seat = this.#lines.get(line);
    if (!seat) return;
    if (frame) this.#inProcess(() => seat.room.receive(seat.peer, frame));
    else {
      this.#lines.delete(line);
      this.#inProcess(() => seat.room.leave(seat.peer));
    }
  }

  /** The server itself writes for a member, as it does for an accepted suggestion: in a transaction that may come to nothing. */
  write(name: RoomName, member: string, mutate: (doc: Y.Doc) => void): boolean {
    const rooms = this.#rooms;
    if (!rooms) return false;
    let written = false;
    this.#inProcess(() => {
      const room = rooms.open(name);
      if (!room) return;
      try {
        this.#transaction(
          () => rooms === this.#rooms,
          () => {
            const kept = room.keptClientId(member, () => 1 + this.#dice.upTo(2 ** 31));
            const scratch = new Y.Doc();
            Y.applyUpdate(scratch, Y.encodeStateAsUpdate(room.doc));
            scratch.clientID = kept.client;
            const before = Y.encodeStateVector(scratch);
            mutate(scratch);
            const bytes = Y.encodeStateAsUpdate(scratch, before);
            room.writeOwn(member, kept, 'server', bytes, new Date(this.#world.now).toISOString());
          },
        );
      } catch (error) {
        if (!(error instanceof Killed)) room.fail(null);
        return;
      }
      written = true;
      room.settle(false);
    });
    return written;
  }

  #inProcess(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Killed) && !isDiskError(error)) throw error;
    }
  }

  #step(alive: () => boolean): void {
    if (alive() && --this.#fuse <= 0) this.kill();
    if (!alive()) throw new Killed();
  }

  #transaction<T>(alive: () => boolean, work: () => T): T {
    this.#step(alive);
    const result = this.store.transaction(() => {
      const made = work();
      if (this.disk !== 'well') {
        this.refusals += 1;
        throw diskError(this.disk === 'full');
      }
      this.#step(alive);
      return made;
    });
    // Committed, and nobody was told yet.
    this.#step(alive);
    return result;
  }

  #guarded(alive: () => boolean): Store {
    const { store } = this;
    const at =
      <A extends unknown[], R>(call: (...args: A) => R) =>
      (...args: A): R => {
        this.#step(alive);
        return call(...args);
      };
    return {
      ...store,
      transaction: (work) => this.#transaction(alive, work),
      room: at(store.room),
      loadRoom: at((name, epoch) => {
        if (this.disk === 'failing' && this.#dice.chance(0.5)) throw diskError(false);
        this.loads += 1;
        return store.loadRoom(name, epoch);
      }),
      clientIds: at(store.clientIds),
      appendUpdate: at(store.appendUpdate),
      claimClientId: at(store.claimClientId),
      quarantine: at(store.quarantine),
      saveSnapshot: at((...args: Parameters<Store['saveSnapshot']>) => {
        this.snapshots += 1;
        store.saveSnapshot(...args);
      }),
      setAside: at(store.setAside),
    };
  }

  #found(name: RoomName): void {
    const { campaign, kind } = parseRoomName(name)!;
    foundRoom(this.store, campaign, kind, '');
  }

  #fill(room: RoomName, rows: number): void {
    const client = 7;
    this.store.claimClientId(room, 1, { client, member: 'mia', kept: false });
    this.store.transaction(() => {
      for (const [index, bytes] of fillerUpdates(client, rows).entries())
        this.store.appendUpdate({
          room,
          epoch: 1,
          number: 2 + index,
          member: 'mia',
          clients: [client],
          kind: 'update',
          at: '',
          bytes,
        });
    });
  }
}

const fillerUpdates = (client: number, rows: number): Uint8Array[] => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, foundingUpdate('brief'));
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let row = 0; row < rows; row += 1) doc.getText('objective').insert(1 + (row % 40), 'x');
  return updates;
};

const isDiskError = (error: unknown): boolean => error instanceof Error && 'errcode' in error;
