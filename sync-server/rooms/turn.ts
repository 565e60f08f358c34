import { faultOf } from '../fault.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { Poison, type Room } from './room.ts';

const FIRST_RETRY = 250;
const LAST_RETRY = 15_000;

export type TurnPorts = {
  store: Pick<Store, 'transaction'>;
  log: Log;
  /** Runs work once the present turn of the event loop is over, so that all its updates share one commit. */
  soon: (work: () => void) => void;
  later: (ms: number, work: () => void) => void;
};

/** Writes the rooms of one workspace: all that came in during a turn in one transaction, durable before anybody hears of it. */
export class Turn {
  readonly #ports: TurnPorts;
  #asked = new Set<Room>();
  #planned = false;
  #retry = FIRST_RETRY;

  constructor(ports: TurnPorts) {
    this.#ports = ports;
  }

  ask(room: Room): void {
    this.#asked.add(room);
    if (this.#planned) return;
    this.#planned = true;
    this.#ports.soon(() => this.#run());
  }

  /** Writes now; false if the disk refused. For the shutdown. */
  flush(): boolean {
    return this.#asked.size === 0 || this.#write();
  }

  #run(): void {
    if (this.#write()) {
      this.#planned = this.#asked.size > 0;
      if (this.#planned) this.#ports.soon(() => this.#run());
      return;
    }
    // `planned` stays: what comes in meanwhile waits for the retry.
    this.#ports.later(this.#retry, () => this.#run());
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
  }

  #write(): boolean {
    const rooms = [...this.#asked];
    for (;;) {
      try {
        this.#ports.store.transaction(() => rooms.forEach((room) => room.write()));
        break;
      } catch (error) {
        const poisoned = error instanceof Poison;
        this.#fail(rooms, poisoned ? null : error);
        // The turn is done again without the update that did not apply; each round loses one, so it ends.
        if (!poisoned) return false;
      }
    }
    this.#retry = FIRST_RETRY;
    this.#asked = new Set();
    for (const room of rooms) room.settle(true);
    for (const room of rooms) this.#snapshot(room);
    return true;
  }

  #fail(rooms: Room[], error: unknown): void {
    const full = error !== null && faultOf(error, 'this room')?.code === 'disk full';
    const says =
      error === null
        ? null
        : full
          ? 'The server’s disk is full; your words wait here.'
          : 'The server cannot save at the moment; your words wait here.';
    if (says !== null) this.#ports.log(`rooms could not be saved: ${String(error)}`);
    for (const room of rooms)
      try {
        room.fail(says);
      } catch (again) {
        this.#ports.log(`${room.stored.name} cannot be read: ${String(again)}`);
      }
  }

  #snapshot(room: Room): void {
    try {
      this.#ports.store.transaction(() => room.snapshot());
    } catch (error) {
      // The log has everything; a snapshot only saves time.
      this.#ports.log(`${room.stored.name} was not written whole: ${String(error)}`);
    }
  }
}
