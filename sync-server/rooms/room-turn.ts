import type { LogRow } from '../store/store.ts';
import type { Item } from './inbox.ts';
import type { Refused } from './judge.ts';
import type { Seat } from './seat.ts';

/** What one turn has done with a room, until it is settled or undone. */
export class RoomTurn {
  /** Rows that were appended. */
  readonly rows: LogRow[] = [];
  /** What of the inbox was looked at. */
  readonly done: Item[] = [];
  readonly refused: Refused[] = [];
  /** One answer for each connection: three bytes ask for a whole room. */
  readonly asked = new Map<Seat, Uint8Array>();
  /** Connections whose items wait for a later turn, in their order. */
  readonly waiting = new Set<Seat>();
  /** It took as much as a turn may; the rest is for the next one. */
  isCut = false;
  updates = 0;
  /** What it took so far, about a microsecond each. */
  steps = 0;

  /** Notes work that was done for one connection. */
  spend(seat: Seat, steps: number): void {
    this.steps += steps;
    seat.share.spend(steps);
  }
}
