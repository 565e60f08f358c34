import { faultOf } from '../fault.ts';
import type { Log } from '../log.ts';
import type { Meters } from '../operations/meters.ts';
import type { Store } from '../store/store.ts';
import { JudgeAgain } from './judge.ts';
import type { Room } from './room.ts';
import { says } from './says.ts';

/** How long a disk that refused is left alone at first, and at most, in ms. */
const FIRST_RETRY = 250;
const LAST_RETRY = 15_000;

/**
 * What a turn takes at most, in steps of about a microsecond, and of that one room: the rest waits for the next turn. One update is judged
 * whole, so a turn may take longer, once.
 */
const A_TURN = 12_000;
const OF_ONE_ROOM = 6_000;

export type TurnPorts = {
  store: Pick<Store, 'transaction'>;
  log: Log;
  meters: Meters;
  /** Runs work in a turn that comes soon, so that all its updates share one commit. `heard`: how many updates the last one had. */
  soon: (work: () => void, heard: number) => void;
  later: (ms: number, work: () => void) => void;
  /** Called after each turn, when nothing is half done. */
  tidy: () => void;
};

/** Writes the rooms of one workspace: all that came in during a turn in one transaction, durable before anybody hears of it. */
export class Turn {
  readonly #ports: TurnPorts;
  readonly #asked = new Set<Room>();
  #planned = false;
  #heard = 0;
  #retry = FIRST_RETRY;

  constructor(ports: TurnPorts) {
    this.#ports = ports;
  }

  ask(room: Room): void {
    this.#asked.add(room);
    if (this.#planned) return;
    this.#planned = true;
    this.#plan();
  }

  /** Writes all that waits now, whoever sent it; false if the disk refused. For the shutdown. */
  flush(): boolean {
    while (this.#asked.size > 0) if (!this.#write(true)) return false;
    return true;
  }

  /** Nothing that was asked for is written any more. For the shutdown. */
  drop(): void {
    this.#asked.clear();
  }

  #plan(): void {
    this.#ports.soon(() => this.#run(), this.#heard);
    this.#heard = 0;
  }

  #run(): void {
    if (this.#write()) {
      this.#planned = this.#asked.size > 0;
      if (this.#planned) this.#plan();
      return;
    }
    // `planned` stays: what comes in meanwhile waits for the retry.
    this.#ports.later(this.#retry, () => this.#run());
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
  }

  #write(all = false): boolean {
    let rooms = [...this.#asked];
    /** Those of them that this turn came to. */
    let written: Room[] = [];
    const broken: Room[] = [];
    const { store, meters } = this.#ports;
    const waits = rooms.some((room) => room.unsaved > 0);
    let updates = 0;
    const began = performance.now();
    for (;;) {
      let writing: Room | null = null;
      const write = (): void => {
        updates = 0;
        written = [];
        for (let left = A_TURN, at = 0; left > 0 && at < rooms.length; at += 1) {
          const room = (writing = rooms[at]!);
          const turn = room.write(Math.min(left, OF_ONE_ROOM), all);
          updates += turn.updates;
          left -= turn.steps;
          written.push(room);
        }
        writing = null;
      };
      try {
        // Sync requests and presence need no transaction.
        if (waits) store.transaction(write);
        else write();
        break;
      } catch (error) {
        const undone = rooms.map((room) => this.#undo(room, null, room === writing ? error : null));
        // Each round leaves out one update, or judges the others more slowly, so it ends. A room that could not be read afresh would not.
        if (error instanceof JudgeAgain && undone.every((done) => done)) continue;
        meters.commitFailed();
        if (writing === null || faultOf(error, 'this room') !== null) {
          this.#refuse(rooms, error);
          return false;
        }
        // A mistake of ours in one room must not stop the others.
        const one: Room = writing;
        this.#refuse([one], error);
        rooms = rooms.filter((room) => room !== one);
        broken.push(one);
        this.#ports.later(LAST_RETRY, () => this.ask(one));
      }
    }
    if (updates > 0) meters.committed((performance.now() - began) / 1_000, updates);
    this.#heard += updates;
    this.#retry = FIRST_RETRY;
    // Before they are settled: a room that has more to do asks again, behind those that wait.
    for (const room of [...written, ...broken]) this.#asked.delete(room);
    for (const room of written) this.#settle(room);
    this.#ports.tidy();
    return true;
  }

  #refuse(rooms: readonly Room[], error: unknown): void {
    this.#ports.log('rooms could not be saved; what people wrote is kept and tried again', { level: 'error', error });
    const full = faultOf(error, 'this room')?.code === 'disk full';
    for (const room of rooms) this.#undo(room, full ? says.diskFull : says.cannotSave);
  }

  /** False where the room could not be read. */
  #undo(room: Room, says: string | null, error: unknown = null): boolean {
    try {
      room.fail(says, error);
      return true;
    } catch (error) {
      this.#ports.log('a room cannot be read; it is tried again', { level: 'error', room: room.stored.name, error });
      return false;
    }
  }

  #settle(room: Room): void {
    try {
      room.settle(true);
    } catch (error) {
      this.#ports.log('a room could not tell what it saved; everybody in it syncs afresh', {
        level: 'error',
        room: room.stored.name,
        error,
      });
      room.comeBack();
    }
  }
}
