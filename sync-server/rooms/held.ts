import { step1Frame } from './frame.ts';
import { beyond, type Holder } from './greedy.ts';
import type { Seat, Sent } from './seat.ts';

/** How long a predecessor may be missing before the connection is closed to sync afresh, in ms. */
const HELD_FOR = 30_000;
/** Updates of one connection that may wait for a predecessor. */
const MAX_HELD = 256;
/** And the bytes of all of them in a room: 256 of the largest frames would be 2 GB for half a minute, for each connection. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;
/** In all rooms of a workspace together: a member may be in every one of them. */
const MAX_HELD_EVERYWHERE = 64 * 1024 * 1024;
/** What a room may hold whatever the others do, or a member could fill those and send everybody away here. */
const ALWAYS_HELD = 1024 * 1024;

/**
 * How often one held update is judged again. Without a limit its sender could make it depend on each letter of another connection, and have
 * megabytes decoded for every keystroke.
 */
const MAX_AGAIN = 8;

type AfterTurn = {
  /** How far a client has come. */
  clock: (client: number) => number;
  vector: () => Uint8Array;
  /** Bytes that the other rooms hold. */
  elsewhere: () => number;
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

  get bytes(): number {
    if (!this.#some) return 0;
    let sum = 0;
    for (const { held } of this.#seats) for (const { bytes } of held) sum += bytes.length;
    return sum;
  }

  /** Those whose missing predecessor never came; `now` by the clock that only grows, in ms. */
  overdue(now: number): Seat[] {
    if (!this.#some) return [];
    return [...this.#seats].filter(({ held }) => held.some(({ since }) => since <= now - HELD_FOR));
  }

  /** What can be judged now, and who holds too much; the others are asked for what is missing. */
  afterTurn({ clock, vector, elsewhere }: AfterTurn): { ready: Sent[]; tooMuch: Seat[] } {
    const ready: Sent[] = [];
    const tooMuch: Seat[] = [];
    if (!this.#some) return { ready, tooMuch };
    this.#some = false;
    const holders: Holder<Seat>[] = [];
    for (const seat of this.#seats) {
      const { held } = seat;
      if (held.length === 0) continue;
      this.#some = true;
      if (held.length > MAX_HELD || held.some(({ again }) => again >= MAX_AGAIN)) {
        tooMuch.push(seat);
        continue;
      }
      // Their bytes are not read again before this: many megabytes would be, in every turn of anybody.
      const waits = ({ missing }: Sent): boolean => missing !== null && clock(missing.client) < missing.next;
      const waiting = held.filter(waits);
      for (const sent of held)
        if (!waits(sent)) {
          sent.again += 1;
          ready.push(sent);
        }
      // Once for each, or a client that cannot send it would be asked for ever.
      const unasked = waiting.filter(({ asked }) => !asked);
      for (const sent of unasked) sent.asked = true;
      if (unasked.length > 0) seat.peer.send(step1Frame(vector()));
      const bytes = waiting.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (bytes > 0) holders.push({ connection: seat, member: seat.peer.who.member, bytes });
    }
    if (holders.length > 0)
      tooMuch.push(
        ...beyond(holders, Math.min(MAX_HELD_BYTES, Math.max(ALWAYS_HELD, MAX_HELD_EVERYWHERE - elsewhere()))),
      );
    return { ready, tooMuch };
  }
}
