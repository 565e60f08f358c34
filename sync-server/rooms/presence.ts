import type { Entry } from './frame.ts';
import { awarenessFrame } from './frame.ts';

/** The largest state of one person, as JSON text, in bytes. */
const MAX_STATE = 4 * 1024;
/** A clock above this would let nobody speak under the client id again. */
const MAX_CLOCK = 2 ** 31;

export type Who = { member: string; name: string; role: string };

/**
 * Who is in a room and where their carets stand. A connection speaks for one client id, the first it names; entries for others are
 * ignored, since the official client echoes everybody's back. Who it is comes from the session, never from the state.
 */
export class Presence<Connection> {
  readonly #ids = new Map<Connection, number>();
  readonly #entries = new Map<number, Entry & { connection: Connection }>();

  /** Takes a connection's message; returns the frame to send to the others, or null where there is nothing to tell. */
  take(
    connection: Connection,
    who: Who,
    entries: readonly Entry[],
    mayUse: (client: number) => boolean,
  ): Uint8Array | null {
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
      return awarenessFrame([taken]);
    }
    return null;
  }

  /** The frame that tells the others that this connection has gone. */
  remove(connection: Connection): Uint8Array | null {
    const client = this.#ids.get(connection);
    this.#ids.delete(connection);
    const entry = client === undefined ? undefined : this.#entries.get(client);
    if (!entry || entry.connection !== connection) return null;
    this.#entries.delete(entry.client);
    return awarenessFrame([{ client: entry.client, clock: entry.clock + 1, state: 'null' }]);
  }

  /** Everybody present, for someone who comes in; null when nobody is. */
  all(): Uint8Array | null {
    const entries = [...this.#entries.values()].filter(({ state }) => state !== 'null');
    return entries.length > 0 ? awarenessFrame(entries) : null;
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
