import type { Dice } from '../fuzz/dice.ts';
import type { World } from './world.ts';

export type LineEnds = {
  /** The server hears a frame, or that the client hung up (null). */
  server: (frame: Uint8Array | null) => void;
  /** The client hears a frame, or the code with which its line ended. */
  client: (frame: Uint8Array | number) => void;
};
type Way = 'up' | 'down';

/** One connection: each direction in order, as TCP keeps it; the two, and other connections, in any order. */
export class Line {
  readonly #world: World;
  readonly #dice: Dice;
  readonly #ends: LineEnds;
  /** Ms that a frame takes at most. */
  readonly #pace: number;
  readonly #last: Record<Way, number>;
  #held: (() => void)[] = [];
  #silent = false;
  #cut = false;
  /** Bytes on their way down, for the server's view of a slow reader. */
  buffered = 0;

  constructor(world: World, dice: Dice, pace: number, ends: LineEnds) {
    this.#world = world;
    this.#dice = dice;
    this.#pace = pace;
    this.#ends = ends;
    this.#last = { up: world.now, down: world.now };
  }

  get isCut(): boolean {
    return this.#cut;
  }

  up(frame: Uint8Array | null): void {
    this.#send('up', () => this.#ends.server(frame));
  }
  down(frame: Uint8Array | number): void {
    const size = typeof frame === 'number' ? 0 : frame.length;
    this.buffered += size;
    this.#send('down', () => {
      this.buffered -= size;
      this.#ends.client(frame);
    });
  }

  /** Nothing arrives until it is told to go on; both ends believe in it. */
  silence(): void {
    this.#silent = true;
  }
  goOn(): void {
    this.#silent = false;
    for (const deliver of this.#held.splice(0)) deliver();
  }

  /** What is on its way is gone. Each end notices when it does: the server's may be half open for long. */
  cut(): void {
    if (this.#cut) return;
    this.#cut = true;
    this.#held = [];
    this.#world.after(this.#dice.upTo(300), () => this.#ends.client(1006));
    this.#world.after(this.#dice.upTo(this.#dice.chance(0.3) ? 30_000 : 500), () => this.#ends.server(null));
  }

  #send(way: Way, deliver: () => void): void {
    if (this.#cut) return;
    const at = Math.max(this.#last[way], this.#world.now + this.#dice.upTo(this.#pace + 1));
    this.#last[way] = at;
    const arrive = (): void => {
      if (this.#cut) return;
      if (this.#silent) this.#held.push(arrive);
      else deliver();
    };
    this.#world.after(at - this.#world.now, arrive);
  }
}
