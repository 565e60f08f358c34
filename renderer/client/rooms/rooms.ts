import { parseRoomName, type RoomKind, type RoomName } from '../../../domain/campaign/rooms.ts';
import type { OpenRoom, RoomStatus } from '../contract.ts';
import type { Note } from '../window-channel.ts';
import { LocalRoom, type LocalRoomPorts } from './local-room.ts';
import { UnsentElsewhere } from './unsent-elsewhere.ts';

export type RoomsPorts = Pick<
  LocalRoomPorts,
  'store' | 'tell' | 'askTicket' | 'online' | 'suspended' | 'changed' | 'kept' | 'now'
> & {
  open: (room: RoomName, protocols: string[]) => WebSocket;
  /** Whether this window sends for those that are gone. */
  leads: () => boolean;
  campaign: (id: string) => ReturnType<LocalRoomPorts['campaign']>;
  access: (kind: RoomKind) => RoomStatus['access'];
};

/** A screen that was left is often come back to at once, in ms. */
const LINGER = 2_000;

/** `handles`: how many screens show it. */
type OpenEntry = { room: LocalRoom; handles: number; lingering: ReturnType<typeof setTimeout> | null };

/** The rooms this window has open: those a screen shows, and those whose words are not sent yet. */
export class Rooms {
  readonly #ports: RoomsPorts;
  readonly #open = new Map<RoomName, OpenEntry>();
  readonly #elsewhere: UnsentElsewhere;

  constructor(ports: RoomsPorts) {
    this.#ports = ports;
    const { store, online, suspended, leads, changed } = ports;
    this.#elsewhere = new UnsentElsewhere({
      store,
      // Of who is suspended they are opened, too: to be kept, not sent.
      online: () => online() || suspended(),
      leads,
      changed,
      isOpen: (name) => this.#open.has(name),
      send: (names) => this.send(names),
    });
  }

  /** Edits that the server has not acknowledged, and texts in which another window has some. */
  get unsent(): number {
    return sum(this.#open.values(), ({ room }) => room.unsent) + this.#elsewhere.count;
  }
  get unsaved(): number {
    return sum(this.#open.values(), ({ room }) => room.unsaved);
  }
  /** Every room with something unsent has its line to the server, as far as this window can see. */
  get connected(): boolean {
    const here = [...this.#open.values()].every(
      ({ room }) => room.unsent === 0 || room.status().connection === 'connected',
    );
    return here && (this.#elsewhere.count === 0 || this.#ports.online());
  }
  /** What is wrong in a room, the first one found. */
  get notice(): string | null {
    for (const { room } of this.#open.values()) {
      const { notice } = room.status();
      // Rooms without unsent edits report nothing.
      if (notice !== null && room.unsent > 0) return notice;
    }
    return null;
  }

  open(name: RoomName): OpenRoom {
    const entry = this.#entry(name);
    const { room } = entry;
    entry.handles += 1;
    if (entry.lingering !== null) clearTimeout(entry.lingering);
    entry.lingering = null;
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
        entry.handles -= 1;
        if (entry.handles === 0) this.#release(name, entry);
      },
    };
  }

  /** Opens rooms that no screen shows, because something in them is not sent. */
  send(names: readonly RoomName[]): void {
    for (const name of names) this.#entry(name);
  }

  /** Has rooms keep what of them is unsent, whether a screen shows them or not. */
  keep(names: readonly RoomName[]): void {
    for (const name of names) this.#entry(name).room.keepUnsent();
  }

  /** Asks the server about rooms that no screen shows: each stays until it was heard. */
  visit(names: readonly RoomName[]): void {
    for (const name of names) this.#entry(name).room.awaitServer();
  }

  /** Rights, the campaign or the line are others now. */
  look(): void {
    this.#elsewhere.look();
    for (const { room } of this.#open.values()) room.look();
  }

  heard(note: Note): void {
    if (note.kind !== 'edits') return;
    const open = this.#open.get(note.room);
    if (open) open.room.fromWindow(note.edits);
    else this.#elsewhere.heard(note.room);
  }

  /** Lets go of rooms that only had something to send. */
  tidy(): void {
    for (const [name, entry] of this.#open)
      if (entry.handles === 0 && entry.lingering === null && entry.room.isDone) void this.#end(name, entry);
  }

  /** Resolves once everything typed is on this laptop's disk, or cannot be. */
  async flush(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ room }) => room.flush()));
  }

  async close(): Promise<void> {
    this.#elsewhere.stop();
    await Promise.all([...this.#open].map(([name, entry]) => this.#end(name, entry)));
  }

  #entry(name: RoomName): OpenEntry {
    const known = this.#open.get(name);
    if (known) return known;
    const parsed = parseRoomName(name);
    if (!parsed) throw new Error(`${name} is not the name of a room.`);
    const { campaign, kind } = parsed;
    const { open, campaign: campaignOf, access, leads: _, ...ports } = this.#ports;
    const room = new LocalRoom({
      ...ports,
      name,
      kind,
      open: (protocols) => open(name, protocols),
      campaign: () => campaignOf(campaign),
      access: () => access(kind),
      gone: () => this.#makeWay(name),
    });
    const entry: OpenEntry = { room, handles: 0, lingering: null };
    this.#open.set(name, entry);
    return entry;
  }

  /** A fresh copy takes a room's place; screens open it when they hear that theirs was replaced. */
  #makeWay(name: RoomName): void {
    const old = this.#open.get(name);
    this.#open.delete(name);
    if (!old) return;
    this.#entry(name);
    if (old.handles === 0) void old.room.end();
  }

  #release(name: RoomName, entry: OpenEntry): void {
    entry.room.awareness.setLocalState(null);
    // One that was replaced has another in its place by now.
    if (this.#open.get(name) !== entry) return void entry.room.end();
    entry.lingering = setTimeout(() => {
      entry.lingering = null;
      this.tidy();
    }, LINGER);
  }

  #end(name: RoomName, entry: OpenEntry): Promise<void> {
    if (entry.lingering !== null) clearTimeout(entry.lingering);
    this.#open.delete(name);
    return entry.room.end();
  }
}

const sum = <T>(all: Iterable<T>, count: (each: T) => number): number => {
  let total = 0;
  for (const each of all) total += count(each);
  return total;
};
