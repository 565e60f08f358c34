import type { Entry } from './frame.ts';
import { awarenessFrame } from './frame.ts';

/** The largest state of one person, as JSON text, in UTF-16 units. */
const MAX_STATE = 4 * 1024;
/** A clock above this would let nobody speak under the client id again. */
const MAX_CLOCK = 2 ** 31;

export type Who = { member: string; name: string; role: string };
/** What the others are to hear; `except` is the only connection that knows it all already. */
export type News<Connection> = { frame: Uint8Array; except: Connection | null };

/**
 * Who is in a room and where their carets stand. A connection speaks for one client id, the first it names; entries for others are
 * ignored, since the official client echoes everybody's back. Who it is comes from the session, never from the state.
 */
export class Presence<Connection> {
  readonly #ids = new Map<Connection, number>();
  readonly #entries = new Map<number, Entry & { connection: Connection }>();
  /** What changed since the others were told, the newest of each client id: carets that move twice in a turn are told once. */
  readonly #news = new Map<number, Entry & { connection: Connection }>();

  /** What of a message can be about the connection itself: one entry, once it named its client id. */
  own(connection: Connection, entries: readonly Entry[]): readonly Entry[] {
    const client = this.#ids.get(connection);
    if (client === undefined) return entries;
    const own = entries.findLast((entry) => entry.client === client);
    return own ? [own] : [];
  }

  /** Takes a connection's message; whether there is anything to tell. */
  take(connection: Connection, who: Who, entries: readonly Entry[], mayUse: (client: number) => boolean): boolean {
    for (const entry of entries) {
      const own = this.#ids.get(connection);
      if (
        own === undefined ? !mayUse(entry.client) || this.#takenByOther(connection, who, entry) : own !== entry.client
      )
        continue;
      const state = stateOf(entry, who);
      if (state === undefined || entry.clock > MAX_CLOCK) continue;
      if (own === undefined) {
        if (state === 'null') continue;
        this.#ids.set(connection, entry.client);
      }
      const before = this.#entries.get(entry.client);
      if (before && (before.clock > entry.clock || (before.clock === entry.clock && before.state === state))) {
        // A second socket of the same person takes over what the first, not yet closed, had said.
        before.connection = connection;
        continue;
      }
      const taken = { client: entry.client, clock: entry.clock, state, connection };
      this.#entries.set(entry.client, taken);
      this.#news.set(entry.client, taken);
      return true;
    }
    return false;
  }

  /** A connection has gone; whether there is anything to tell. */
  remove(connection: Connection): boolean {
    const client = this.#ids.get(connection);
    this.#ids.delete(connection);
    const entry = client === undefined ? undefined : this.#entries.get(client);
    if (!entry || entry.connection !== connection) return false;
    this.#entries.delete(entry.client);
    this.#news.set(entry.client, { ...entry, clock: entry.clock + 1, state: 'null' });
    return true;
  }

  /** Everybody present, for someone who comes in; null when nobody is. */
  all(): Uint8Array | null {
    const entries = [...this.#entries.values()].filter(({ state }) => state !== 'null');
    return entries.length > 0 ? awarenessFrame(entries) : null;
  }

  /** What changed since it was last asked; null when nothing did. */
  news(): News<Connection> | null {
    if (this.#news.size === 0) return null;
    const entries = [...this.#news.values()];
    this.#news.clear();
    return { frame: awarenessFrame(entries), except: entries.length === 1 ? entries[0]!.connection : null };
  }

  /** Whether another member speaks under this client id, and so will write under it. */
  isAnothers(client: number, member: string): boolean {
    const taken = this.#entries.get(client);
    const state = taken && (JSON.parse(taken.state) as { member?: string } | null);
    return state ? state.member !== member : false;
  }

  /** Whether another member's open connection speaks under this client id. */
  #takenByOther(connection: Connection, who: Who, entry: Entry): boolean {
    const taken = this.#entries.get(entry.client);
    if (!taken || taken.connection === connection) return false;
    const state = JSON.parse(taken.state) as { member?: string } | null;
    return state !== null && state.member !== who.member;
  }
}

/** The state with the session's identity in place of whatever it claimed; undefined where it is none. */
const stateOf = ({ state }: Entry, { member, name, role }: Who): string | undefined => {
  if (state.length > MAX_STATE) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(state);
  } catch {
    return undefined;
  }
  if (parsed === null) return 'null';
  if (typeof parsed !== 'object' || Array.isArray(parsed)) return undefined;
  return JSON.stringify({ ...parsed, member, name, role });
};
