import type { RoomName } from '../../../domain/campaign/rooms.ts';
import type { LocalStore } from '../store/local-store.ts';

export type ElsewherePorts = {
  store: Pick<LocalStore, 'unsentRooms'>;
  /** Whether this window has a room open, and so knows by itself what of it is unsent. */
  isOpen: (room: RoomName) => boolean;
  online: () => boolean;
  /** Whether this window sends for those that are gone. */
  leads: () => boolean;
  send: (rooms: readonly RoomName[]) => void;
  changed: () => void;
};

/** How often the store is asked what became of it, in ms. */
const LOOK = 1_000;
/** Asked so often in vain, the window that left it is taken to be gone. */
const PATIENCE = 5;

/** Texts that are open in another window only, and in which something is unsent: counted here, and sent from here once that window does not. */
export class UnsentElsewhere {
  readonly #ports: ElsewherePorts;
  /** How often each was found unsent. */
  #found = new Map<RoomName, number>();
  #next: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;

  constructor(ports: ElsewherePorts) {
    this.#ports = ports;
  }

  get count(): number {
    return this.#found.size;
  }

  /** Another window keeps something of a room that is not open here. */
  heard(room: RoomName): void {
    if (!this.#found.has(room)) this.#found.set(room, 0);
    this.#ports.changed();
    this.look();
  }

  /** Looks again in a moment, and until nothing is left. Offline nothing changes, and there may be much of it. */
  look(): void {
    if (this.#next !== null || this.#stopped || !this.#ports.online()) return;
    this.#next = setTimeout(() => {
      this.#look().catch((error: unknown) => {
        console.warn('What other windows left unsent could not be looked up.', error);
      });
    }, LOOK);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#next !== null) clearTimeout(this.#next);
  }

  async #look(): Promise<void> {
    const { store, isOpen, leads, send, changed } = this.#ports;
    try {
      const rooms = (await store.unsentRooms()).filter((room) => !isOpen(room));
      if (this.#stopped) return;
      this.#found = new Map(rooms.map((room) => [room, (this.#found.get(room) ?? 0) + 1]));
    } finally {
      this.#next = null;
    }
    const left = [...this.#found].filter(([, times]) => times >= PATIENCE).map(([room]) => room);
    if (leads() && left.length > 0) {
      send(left);
      for (const room of left) this.#found.delete(room);
    }
    changed();
    if (this.#found.size > 0) this.look();
  }
}
