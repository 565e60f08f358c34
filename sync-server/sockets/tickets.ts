import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { Id } from '../../domain/id.ts';
import { newSecret, secretHash } from '../secret.ts';

/** What a ticket admits to: one room, once, soon. `session` is the hash of the session that asked for it. */
export type Admission = { workspace: Id; room: RoomName; epoch: number; member: Id; session: string };

/** Long enough for a slow network to open a socket, in ms. */
const VALID_FOR = 60_000;
const MAX_OPEN = 100_000;
/** Of one session: one that asks without end loses tickets of its own, and nobody else's. */
const MAX_OF_SESSION = 1_000;

/**
 * One-time tickets, in memory by design: a restart forgets them all, so none can be used twice, and clients fetch new ones. Kept by
 * SHA-256, so that a memory dump admits nobody.
 */
export class Tickets {
  /** Both in the order of age. */
  readonly #open = new Map<string, Admission & { until: number }>();
  readonly #ofSession = new Map<string, Set<string>>();
  readonly #now: () => number;

  /** `now`: milliseconds that only grow. */
  constructor(now: () => number) {
    this.#now = now;
  }

  issue(admission: Admission): string {
    const now = this.#now();
    for (const [hash, { until }] of this.#open) {
      if (until > now && this.#open.size < MAX_OPEN) break;
      this.#take(hash);
    }
    const { session } = admission;
    const own = this.#ofSession.get(session) ?? new Set();
    for (const hash of own) {
      if (own.size < MAX_OF_SESSION) break;
      this.#take(hash);
    }
    const ticket = newSecret();
    const hash = secretHash(ticket);
    this.#open.set(hash, { ...admission, until: now + VALID_FOR });
    this.#ofSession.set(session, own.add(hash));
    return ticket;
  }

  /** What a ticket that was issued and not used yet admits to; it stays in circulation. */
  look(ticket: string): Admission | null {
    return this.#open.get(secretHash(ticket)) ?? null;
  }

  /** Takes a ticket out of circulation; null if it is unknown, used or too old. */
  use(ticket: string): Admission | null {
    const open = this.#take(secretHash(ticket));
    return open && open.until > this.#now() ? open : null;
  }

  #take(hash: string): (Admission & { until: number }) | null {
    const open = this.#open.get(hash);
    if (!open) return null;
    this.#open.delete(hash);
    const own = this.#ofSession.get(open.session);
    if (own?.delete(hash) && own.size === 0) this.#ofSession.delete(open.session);
    return open;
  }
}
