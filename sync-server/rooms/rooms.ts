import { roomName, type RoomKind, type RoomName } from '../../domain/campaign/rooms.ts';
import type { Id } from '../../domain/id.ts';
import { noMeters, type Meters } from '../operations/meters.ts';
import type { Store, StoredRoom } from '../store/store.ts';
import { FairShare } from './fair-share.ts';
import { Room, type Access, type RoomPorts } from './room.ts';
import type { Peer } from './seat.ts';
import { takeSnapshotAside, type TakeSnapshot } from './snapshots.ts';
import { TextCache } from './text-cache.ts';
import { Turn, type TurnPorts } from './turn.ts';

export type RoomsPorts = Omit<
  RoomPorts & TurnPorts,
  'ask' | 'heldElsewhere' | 'access' | 'store' | 'meters' | 'takeSnapshot' | 'share' | 'cache' | 'tidy'
> & {
  store: Store;
  access: (member: Id, room: StoredRoom) => Access;
  meters?: Meters;
  /** In a thread of its own, unless said otherwise. */
  takeSnapshot?: TakeSnapshot;
  /** Of this workspace's members; of one server, unless said otherwise. */
  share?: RoomPorts['share'];
  cache?: TextCache;
};

export type UnsavedRoom = { room: RoomName; updates: number };

/** Rooms that were written in and that nobody is in are kept this long, in ms: whoever comes back soon need not wait for a document. */
const KEPT_IDLE = 10_000;

/** The rooms of one workspace that are in memory. One load per room; a room is forgotten only when it is clean. */
export class Rooms {
  readonly #ports: RoomsPorts & Required<Pick<RoomsPorts, 'meters' | 'takeSnapshot' | 'share' | 'cache'>>;
  readonly #turn: Turn;
  readonly #open = new Map<RoomName, { room: Room; idleSince: number | null }>();

  constructor(ports: RoomsPorts) {
    const fair = new FairShare(ports);
    this.#ports = {
      meters: noMeters,
      takeSnapshot: takeSnapshotAside,
      share: (member) => fair.of(member),
      cache: new TextCache(),
      ...ports,
    };
    this.#turn = new Turn({ ...this.#ports, tidy: () => this.#ports.cache.tidy() });
  }

  /** Null where there is no such room; throws where it cannot be read. */
  open(name: RoomName): Room | null {
    const open = this.#open.get(name);
    if (open) {
      open.idleSince = null;
      return open.room;
    }
    const stored = this.#ports.store.room(name);
    if (!stored) return null;
    const room = new Room(stored, {
      ...this.#ports,
      access: (member) => this.#ports.access(member, stored),
      ask: (asking) => this.#turn.ask(asking),
      heldElsewhere: (asking) => this.loaded.reduce((sum, each) => (each === asking ? sum : sum + each.heldBytes), 0),
    });
    this.#open.set(name, { room, idleSince: null });
    return room;
  }

  of(campaign: Id, kind: RoomKind): Room | null {
    return this.open(roomName(campaign, kind));
  }

  /** What a member may do in a room; `none` where there is no such room. */
  access(member: Id, name: RoomName): Access {
    const stored = this.#open.get(name)?.room.stored ?? this.#ports.store.room(name);
    return stored ? this.#ports.access(member, stored) : 'none';
  }

  /** Whether a member had more than their share of the server: nobody is let in for them at the moment. */
  rests(member: Id): boolean {
    return this.#ports.share(member).rests;
  }

  /** Called every few seconds: closes what waits in vain, forgets rooms that are clean and empty. */
  tick(): void {
    const now = this.#ports.elapsed();
    for (const [name, open] of this.#open)
      try {
        this.#tick(name, open, now);
      } catch (error) {
        // Its disk does not answer, or it is a mistake of ours: the other rooms, and workspaces, have their turn.
        this.#ports.log('a room could not be looked after; it is tried again', { level: 'error', room: name, error });
      }
    this.#ports.cache.tidy();
  }

  #tick(name: RoomName, open: { room: Room; idleSince: number | null }, now: number): void {
    open.room.tick();
    if (!open.room.idle) open.idleSince = null;
    else if (open.room.isAsRead || (open.idleSince !== null && now - open.idleSince >= KEPT_IDLE)) {
      this.#open.delete(name);
      open.room.forget();
    } else if (open.idleSince === null) {
      open.idleSince = now;
      open.room.prepareToForget();
    }
  }

  get loaded(): Room[] {
    return [...this.#open.values()].map(({ room }) => room);
  }

  rightsChanged(concerns: (who: Peer['who']) => 'comes back' | 'signs in' | null): void {
    for (const room of this.loaded) room.rightsChanged(concerns);
  }

  /** Writes what waits now, of members who have to wait otherwise, too; false where the disk refused. */
  flush(): boolean {
    for (const room of this.loaded) if (room.unsaved > 0) this.#turn.ask(room);
    return this.#turn.flush();
  }

  /** What people wrote and is not on disk yet. */
  get unsaved(): UnsavedRoom[] {
    return this.loaded.flatMap((room) => (room.unsaved > 0 ? [{ room: room.stored.name, updates: room.unsaved }] : []));
  }

  /** Closes every connection and writes what waits. Returns what could not be saved. */
  close(): UnsavedRoom[] {
    // Written first, so that whoever can still be told is told.
    this.flush();
    for (const room of this.loaded) room.close();
    const { unsaved } = this;
    for (const room of this.loaded) this.#ports.cache.forget(room);
    // Everybody who was closed has asked for a turn, which would come when the file is closed.
    this.#turn.drop();
    return unsaved;
  }
}
