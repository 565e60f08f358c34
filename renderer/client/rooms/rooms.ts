import { parseRoomName, type RoomKind, type RoomName } from '../../../domain/campaign/rooms.ts';
import type { OpenRoom, RoomStatus } from '../contract.ts';
import type { Note } from '../siblings.ts';
import { LocalRoom, type LocalRoomPorts } from './local-room.ts';

export type RoomsPorts = Pick<
  LocalRoomPorts,
  'store' | 'tell' | 'askTicket' | 'online' | 'changed' | 'kept' | 'now'
> & {
  open: (room: RoomName, protocols: string[]) => WebSocket;
  campaign: (id: string) => ReturnType<LocalRoomPorts['campaign']>;
  access: (kind: RoomKind) => RoomStatus['access'];
};

/** A screen that was left is often come back to at once, in ms. */
const LINGER = 2_000;

type Held = { room: LocalRoom; handles: number; lingering: ReturnType<typeof setTimeout> | null };

/** The rooms this window has open: those a screen shows, and those whose words are not sent yet. */
export class Rooms {
  readonly #ports: RoomsPorts;
  readonly #held = new Map<RoomName, Held>();

  constructor(ports: RoomsPorts) {
    this.#ports = ports;
  }

  get unsent(): number {
    return sum(this.#held.values(), ({ room }) => room.unsent);
  }
  get unsaved(): number {
    return sum(this.#held.values(), ({ room }) => room.unsaved);
  }
  /** Every room with something unsent has its line to the server. */
  get connected(): boolean {
    return [...this.#held.values()].every(({ room }) => room.unsent === 0 || room.status().connection === 'connected');
  }
  /** What is wrong in a room, the first one found. */
  get notice(): string | null {
    for (const { room } of this.#held.values()) {
      const { notice } = room.status();
      // A room that was never here is nothing to worry about while it is empty.
      if (notice !== null && room.unsent > 0) return notice;
    }
    return null;
  }

  open(name: RoomName): OpenRoom {
    const held = this.#hold(name);
    const { room } = held;
    held.handles += 1;
    if (held.lingering !== null) clearTimeout(held.lingering);
    held.lingering = null;
    if (room.awareness.getLocalState() === null) room.awareness.setLocalState({});
    let open = true;
    return {
      name,
      doc: room.doc,
      awareness: room.awareness,
      status: room.status,
      subscribe: room.subscribe,
      dismissReceipt: room.dismissReceipt,
      replaced: room.replaced,
      close: () => {
        if (!open) return;
        open = false;
        held.handles -= 1;
        if (held.handles === 0) this.#release(name, held);
      },
    };
  }

  /** Opens rooms that no screen shows, because something in them is not sent. */
  send(names: readonly RoomName[]): void {
    for (const name of names) this.#hold(name);
  }

  /** Asks the server about rooms that no screen shows: each stays until it was heard. */
  visit(names: readonly RoomName[]): void {
    for (const name of names) this.#hold(name).room.awaitServer();
  }

  look(): void {
    for (const { room } of this.#held.values()) room.look();
  }

  heard(note: Note): void {
    if (note.kind === 'edits') this.#held.get(note.room)?.room.fromSibling(note.edits);
  }

  /** Lets go of rooms that only had something to send. */
  tidy(): void {
    for (const [name, held] of this.#held)
      if (held.handles === 0 && held.lingering === null && held.room.isDone) void this.#end(name, held);
  }

  /** Resolves once everything typed is on this laptop's disk, or cannot be. */
  async flush(): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ room }) => room.flush()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#held].map(([name, held]) => this.#end(name, held)));
  }

  #hold(name: RoomName): Held {
    const known = this.#held.get(name);
    if (known) return known;
    const parsed = parseRoomName(name);
    if (!parsed) throw new Error(`${name} is not the name of a room.`);
    const { campaign, kind } = parsed;
    const { open, campaign: campaignOf, access, ...ports } = this.#ports;
    const room = new LocalRoom({
      ...ports,
      name,
      kind,
      open: (protocols) => open(name, protocols),
      campaign: () => campaignOf(campaign),
      access: () => access(kind),
      gone: () => this.#makeWay(name),
    });
    const held: Held = { room, handles: 0, lingering: null };
    this.#held.set(name, held);
    return held;
  }

  /** A fresh copy takes a room's place; screens open it when they hear that theirs was replaced. */
  #makeWay(name: RoomName): void {
    const old = this.#held.get(name);
    this.#held.delete(name);
    if (!old) return;
    this.#hold(name);
    if (old.handles === 0) void old.room.end();
  }

  #release(name: RoomName, held: Held): void {
    held.room.awareness.setLocalState(null);
    // One that was replaced has another in its place by now.
    if (this.#held.get(name) !== held) return void held.room.end();
    held.lingering = setTimeout(() => {
      held.lingering = null;
      this.tidy();
    }, LINGER);
  }

  #end(name: RoomName, held: Held): Promise<void> {
    if (held.lingering !== null) clearTimeout(held.lingering);
    this.#held.delete(name);
    return held.room.end();
  }
}

const sum = <T>(all: Iterable<T>, count: (each: T) => number): number => {
  let total = 0;
  for (const each of all) total += count(each);
  return total;
};
