import * as Y from 'yjs';
import type { Log } from '../log.ts';
import type { Meters } from '../operations/meters.ts';
import type { Store, StoredRoom } from '../store/store.ts';
import type { Replica } from './replica.ts';
import { MAX_WALK_OF_ROOM } from './room-limits.ts';
import type { Snapshot } from './snapshot.ts';
import type { TakeSnapshot } from './snapshots.ts';

/** Log rows after which the text is written whole, so that the next load reads little. */
const ROWS = 1_000;
/** Unless they are small beside the text itself; then this many. */
const MANY_ROWS = 2_000;
/** Steps that reading the rows walks, after which it is written whole, since that mostly takes far fewer. */
const WALKED = MAX_WALK_OF_ROOM / 8;
/** Rows worth writing whole for when nobody is in the room any more. */
const ROWS_BEFORE_FORGETTING = 50;

export type SnapshottingPorts = {
  store: Pick<Store, 'transaction' | 'saveSnapshot'>;
  takeSnapshot: TakeSnapshot;
  meters: Pick<Meters, 'snapshotFailed'>;
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
    const { tailLength, tailBytes, snapshotBytes, walked } = replica;
    const isLong = tailLength >= ROWS && (tailBytes * 4 >= snapshotBytes || tailLength >= MANY_ROWS);
    if (isLong || (tailLength > 0 && walked >= WALKED)) this.#take(replica);
  }

  beforeForgetting(replica: Replica<unknown>): void {
    if (replica.tailLength >= ROWS_BEFORE_FORGETTING) this.#take(replica);
  }

  #take(replica: Replica<unknown>): void {
    if (this.#busy || replica.number < this.#notBefore) return;
    this.#busy = true;
    const { vector } = replica;
    const reading = this.#reading;
    const done = (result: Snapshot | Error): void => {
      this.#busy = false;
      if (this.#reading !== reading) return;
      try {
        if (result instanceof Error) throw result;
        if (!sameVector(vector, result.vector)) throw new Error('the snapshot is of another state');
        this.#save(result);
        replica.covered(result);
      } catch (error) {
        this.#failed(replica, error);
      }
    };
    try {
      this.#ports.takeSnapshot(replica.snapshotJob(), done);
    } catch (error) {
      this.#busy = false;
      this.#failed(replica, error);
    }
  }

  /** The log has everything; a snapshot only saves time. */
  #failed(replica: Replica<unknown>, error: unknown): void {
    this.#notBefore = replica.number + Math.max(ROWS, replica.tailLength);
    const { name: room, epoch } = this.#room;
    this.#ports.meters.snapshotFailed();
    this.#ports.log('a room was not written whole; its log has everything', { level: 'warn', room, epoch, error });
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
