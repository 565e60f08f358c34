import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { Id } from '../../domain/id.ts';
import { newSecret, secretHash } from '../secret.ts';

/** What a ticket admits to: one room, once, soon. `session` is the hash of the session that asked for it. */
export type Admission = { workspace: Id; room: RoomName; epoch: number; member: Id; session: string };

/** Long enough for a slow network to open a socket, in ms. */
const VALID_FOR = 60_000;
const MAX_OPEN = 100_000;

/**
 * One-time tickets, in memory by design: a restart forgets them all, so none can be used twice, and clients fetch new ones. Kept by
 * SHA-256, so that a memory dump admits nobody.
 */
export class Tickets {
  readonly #open = new Map<string, Admission & { until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(admission: Admission): string {
    const now = this.#now();
    // Insertion order is order of age.
    for (const [hash, { until }] of this.#open) {
      if (until > now && this.#open.size < MAX_OPEN) break;
      this.#open.delete(hash);
    }
    const ticket = newSecret();
    this.#open.set(secretHash(ticket), { ...admission, until: now + VALID_FOR });
    return ticket;
  }

  /** Whether it was issued and not used yet. */
  has(ticket: string): boolean {
    return this.#open.has(secretHash(ticket));
  }

  /** Takes a ticket out of circulation; null if it is unknown, used or too old. */
  use(ticket: string): Admission | null {
    const hash = secretHash(ticket);
    const open = this.#open.get(hash);
    this.#open.delete(hash);
    return open && open.until > this.#now() ? open : null;
  }
}
