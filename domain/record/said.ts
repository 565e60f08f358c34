import { NO_HASH, type Actor, type FeedRow } from '../event.ts';
import type { Id } from '../id.ts';
import type { Said } from '../state.ts';

/** A text beside an event, as the state keeps it. */
export const said = ({ event, bodies }: FeedRow, name: string): Said => ({
  hash: event.bodies[name] ?? NO_HASH,
  body: bodies[name] ?? null,
});

/** The same, or null where the event came without that text. */
export const saidIfAny = (row: FeedRow, name: string): Said | null =>
  Object.hasOwn(row.event.bodies, name) ? said(row, name) : null;

/** The member who acted; empty where the server did. */
export const memberOf = (actor: Actor): Id => ('member' in actor ? actor.member : '');
