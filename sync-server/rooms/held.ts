import { step1Frame } from './frame.ts';
import type { Seat, Sent } from './seat.ts';

/** How long a predecessor may be missing before the connection is closed to sync afresh, in ms. */
const HELD_FOR = 30_000;
/** Updates of one connection that may wait for a predecessor. */
const MAX_HELD = 256;
/** And their bytes: 256 of the largest frames would be 2 GB for half a minute. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;

type AfterTurn = {
  /** Something was taken, which may be what they wait for. */
  changed: boolean;
  isMissing: (bytes: Uint8Array) => boolean;
  vector: Uint8Array;
};

/** Updates that came before what they build on. They are neither stored nor acknowledged; the server asks for the gap. */
export class Held {
  readonly #seats: Iterable<Seat>;
  /** Nearly always there are none, and nobody looks for them. */
  #some = false;

  constructor(seats: Iterable<Seat>) {
    this.#seats = seats;
  }

  /** A turn had one. */
  noticed(): void {
    this.#some = true;
  }
  get some(): boolean {
    return this.#some && [...this.#seats].some(({ held }) => held.length > 0);
  }

  /** Those whose missing predecessor never came. */
  overdue(now: number): Seat[] {
    if (!this.#some) return [];
    return [...this.#seats].filter(({ held }) => held.some(({ since }) => since <= now - HELD_FOR));
  }

  /** What can be judged now, and who holds too much; the others are asked for what is missing. */
  afterTurn({ changed, isMissing, vector }: AfterTurn): { ready: Sent[]; tooMuch: Seat[] } {
    const ready: Sent[] = [];
    const tooMuch: Seat[] = [];
    if (!this.#some) return { ready, tooMuch };
    this.#some = false;
    for (const seat of this.#seats) {
      const { held } = seat;
      if (held.length === 0) continue;
      this.#some = true;
      if (held.length > MAX_HELD || held.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_HELD_BYTES) {
        tooMuch.push(seat);
        continue;
      }
      const waiting = changed ? held.filter(({ bytes }) => isMissing(bytes)) : held;
      if (waiting.length < held.length) ready.push(...held.filter((sent) => !waiting.includes(sent)));
      // Once for each, or a client that cannot send it would be asked for ever.
      const unasked = waiting.filter(({ asked }) => !asked);
      for (const sent of unasked) sent.asked = true;
      if (unasked.length > 0) seat.peer.send(step1Frame(vector));
    }
    return { ready, tooMuch };
  }
}
