/** Updates a second, over the whole server, above which turns are gathered; and the rate at which the gap is full. */
const QUIET = 300;
const BUSY = 600;
/** The longest gap between two turns, in ms. */
const GAP = 12;
/** The rate is counted over this long, in ms. */
const WINDOW = 250;

type PaceFrom = {
  /** Milliseconds that only grow. */
  now: () => number;
  immediately: (work: () => void) => void;
  after: (ms: number, work: () => void) => void;
  /** A turn threw, which none should. */
  failed: (error: unknown) => void;
};

/**
 * When the next turn comes. A commit costs the same for one update as for fifty, and a write to a socket nearly so: under load, turns
 * a few milliseconds apart halve what each update costs. One for all workspaces, since many quiet rooms add up to a busy server.
 */
export class Pace {
  readonly #from: PaceFrom;
  #count = 0;
  #windowSince: number;
  #rate = 0;
  #last = Number.NEGATIVE_INFINITY;
  #waiting: (() => void)[] = [];

  constructor(from: Pick<PaceFrom, 'failed'> & Partial<PaceFrom>) {
    this.#from = { ...realTime, ...from };
    this.#windowSince = this.#from.now();
  }

  /** Runs work in a turn that comes soon. `heard`: how many updates its last turn had. */
  soon(work: () => void, heard: number): void {
    this.#count += heard;
    this.#waiting.push(work);
    if (this.#waiting.length > 1) return;
    const now = this.#from.now();
    const wait = this.#last + this.#gap(now) - now;
    if (wait < 1) this.#from.immediately(() => this.#run());
    else this.#from.after(wait, () => this.#run());
  }

  #run(): void {
    this.#last = this.#from.now();
    for (const work of this.#waiting.splice(0))
      try {
        work();
      } catch (error) {
        // One workspace must not take the others' turn with it.
        this.#from.failed(error);
      }
  }

  #gap(now: number): number {
    const since = now - this.#windowSince;
    if (since >= WINDOW) {
      this.#rate = (this.#count * 1_000) / since;
      this.#count = 0;
      this.#windowSince = now;
    }
    return GAP * Math.min(1, Math.max(0, (this.#rate - QUIET) / (BUSY - QUIET)));
  }
}

const realTime: Omit<PaceFrom, 'failed'> = {
  now: () => performance.now(),
  immediately: (work) => void setImmediate(work),
  after: (ms, work) => void setTimeout(work, ms),
};
