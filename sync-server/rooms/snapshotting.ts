import * as Y from 'yjs';
import type { Log } from '../log.ts';
import type { Store, StoredRoom } from '../store/store.ts';
import type { Replica } from './replica.ts';
import type { Snapshot } from './snapshot.ts';
import type { TakeSnapshot } from './snapshots.ts';

/** Log rows after which the text is written whole, so that the next load reads little. */
const ROWS = 1_000;
/** Unless they are small beside the text itself; then this many. */
const MANY_ROWS = 2_000;
/** Rows worth writing whole for when nobody is in the room any more. */
const ROWS_BEFORE_FORGETTING = 50;

export type SnapshottingPorts = {
  store: Pick<Store, 'transaction' | 'saveSnapshot'>;
  takeSnapshot: TakeSnapshot;
  log: Log;
};

/** When a room is written whole: one snapshot at a time, away from the turn, checked before it is stored. */
export class Snapshotting {
  readonly #room: StoredRoom;
  readonly #ports: SnapshottingPorts;
  #busy = false;
  /** Counts how often the room was read: a snapshot of what was read before may hold what was set aside since. */
  #reading = 0;
  /** After a failure the log must grow as much again. */
  #notBefore = 0;

  constructor(room: StoredRoom, ports: SnapshottingPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  get busy(): boolean {
    return this.#busy;
  }

  loaded(): void {
    this.#reading += 1;
  }

  /** After a turn. */
  consider(replica: Replica<unknown>): void {
    const { tailLength, tailBytes, snapshotBytes } = replica;
    if (tailLength >= ROWS && (tailBytes * 4 >= snapshotBytes || tailLength >= MANY_ROWS)) this.#take(replica);
  }

  beforeForgetting(replica: Replica<unknown>): void {
    if (replica.tailLength >= ROWS_BEFORE_FORGETTING) this.#take(replica);
  }

  #take(replica: Replica<unknown>): void {
    if (this.#busy || replica.number < this.#notBefore) return;
    this.#busy = true;
    const { vector } = replica;
    const reading = this.#reading;
    this.#ports.takeSnapshot(replica.snapshotJob(), (result) => {
      this.#busy = false;
      if (this.#reading !== reading) return;
      try {
        if (result instanceof Error) throw result;
        if (!sameVector(vector, result.vector)) throw new Error('the snapshot is of another state');
        this.#save(result);
        replica.covered(result.covers, result.bytes);
      } catch (error) {
        // The log has everything; a snapshot only saves time.
        this.#notBefore = replica.number + Math.max(ROWS, replica.tailLength);
        const { name: room, epoch } = this.#room;
        this.#ports.log('a room was not written whole; its log has everything', { level: 'warn', room, epoch, error });
      }
    });
  }

  #save({ covers, bytes, vector }: Snapshot): void {
    const { store } = this.#ports;
    const { name, epoch } = this.#room;
    store.transaction(() => store.saveSnapshot(name, epoch, covers, bytes, vector));
  }
}

const sameVector = (a: Uint8Array, b: Uint8Array): boolean => {
  const [one, other] = [Y.decodeStateVector(a), Y.decodeStateVector(b)];
  return one.size === other.size && [...one].every(([client, clock]) => other.get(client) === clock);
};
