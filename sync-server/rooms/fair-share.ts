import { TokenBucket } from '../token-bucket.ts';

/**
 * Steps that a member may have the server do at once, and how many ms each further one takes. A step is about a microsecond, so that is
 * two seconds of work (a week's writing takes a tenth of that), and a tenth of the server's one thread after it.
 */
const AT_ONCE = 2_000_000;
const A_STEP_EVERY = 1 / 100;
/** What is done in one piece lets nobody else in between, so what is beyond this many steps counts three times. */
const IN_BETWEEN = 4_000;
/** Whoever had something done within so many ms is disturbed by what others have done, in ms. */
const AT_WORK = 2_000;
/** Steps that are noted together: most are a few, and looking at the clock costs as much. */
const NOTED = 64;
/** Members that are remembered before those who owe nothing are forgotten. */
const REMEMBERED = 1_000;

export type FairSharePorts = {
  /** Milliseconds that only grow. */
  elapsed: () => number;
  later: (ms: number, work: () => void) => void;
};

/**
 * How much of the server's one thread each member takes. Work is counted in steps and not by the clock, so that a slow machine slows
 * nobody down and a simulated world is the same each time. Nobody is held back while nobody else is at work.
 */
export class FairShare {
  readonly #ports: FairSharePorts;
  readonly #shares = new Map<string, MemberShare>();
  #newest: { share: MemberShare | null; at: number } = { share: null, at: -Infinity };
  #before = -Infinity;

  constructor(ports: FairSharePorts) {
    this.#ports = ports;
  }

  /** The share of one member, whose id is unique on this server. */
  of(member: string): Share {
    const known = this.#shares.get(member);
    if (known) return known;
    if (this.#shares.size >= REMEMBERED)
      for (const [each, share] of this.#shares) if (share.isUnused) this.#shares.delete(each);
    const share = new MemberShare(this.#ports, (of) => this.#worked(of));
    this.#shares.set(member, share);
    return share;
  }

  /** Notes that a member had something done. Whether anybody else had so lately. */
  #worked(share: MemberShare): boolean {
    const now = this.#ports.elapsed();
    if (this.#newest.share !== share) {
      this.#before = this.#newest.at;
      this.#newest = { share, at: now };
    } else this.#newest.at = now;
    return now - this.#before < AT_WORK;
  }
}

/** What a member may have the server do, over all their connections. */
export type Share = {
  /** They have had more than their share: nothing more is done for them until `listen` says so. */
  readonly rests: boolean;
  /** Bytes of theirs that wait to be written, over all texts. */
  waiting: number;
  /** So much was done for them, in one piece; in steps. */
  spend: (steps: number) => void;
  /** Hears when a rest begins and when it is over. Returns its undo. */
  listen: (listener: (rests: boolean) => void) => () => void;
};

class MemberShare implements Share {
  readonly #ports: FairSharePorts;
  readonly #worked: (share: MemberShare) => boolean;
  readonly #bucket: TokenBucket;
  readonly #listeners = new Set<(rests: boolean) => void>();
  waiting = 0;
  #rests = false;
  #unnoted = 0;

  constructor(ports: FairSharePorts, worked: (share: MemberShare) => boolean) {
    this.#ports = ports;
    this.#worked = worked;
    this.#bucket = new TokenBucket(AT_ONCE, A_STEP_EVERY, ports.elapsed());
  }

  get rests(): boolean {
    return this.#rests;
  }
  /** Nobody listens, nothing waits, and nothing is owed. */
  get isUnused(): boolean {
    return this.#listeners.size === 0 && this.waiting === 0 && this.#bucket.isFull(this.#ports.elapsed());
  }

  spend(steps: number): void {
    this.#unnoted += steps + 2 * Math.max(0, steps - IN_BETWEEN);
    if (this.#unnoted < NOTED) return;
    const now = this.#ports.elapsed();
    const weight = this.#unnoted;
    this.#unnoted = 0;
    // Whoever is alone owes nothing later, when somebody comes.
    if (!this.#worked(this)) return this.#bucket.spendAtMost(now, weight);
    this.#bucket.spend(now, weight);
    if (this.#rests || this.#bucket.wait(now) === 0) return;
    this.#tell(true);
    this.#restOn();
  }

  listen(listener: (rests: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #restOn(): void {
    const wait = this.#bucket.wait(this.#ports.elapsed());
    if (wait > 0) return this.#ports.later(wait, () => this.#restOn());
    this.#tell(false);
  }

  #tell(rests: boolean): void {
    this.#rests = rests;
    for (const listener of this.#listeners) listener(rests);
  }
}
