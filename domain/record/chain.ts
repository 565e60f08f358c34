import type { Body, Event, FeedRow } from '../event.ts';
import type { Digest } from '../id.ts';
import type { RecordHead } from '../state.ts';
import { hashBody, hashEvent, nextHead } from './hash.ts';

/** What makes rows a record: asked by the server at its start and before it lets anything out, by laptops of all they are sent, and of exports. */

/** Whether an event is the next of the record that ends with `head`. */
export const isNext = ({ sequence, hash }: RecordHead, event: Pick<Event, 'sequence' | 'previous'>): boolean =>
  event.sequence === sequence + 1 && event.previous === hash;

/** Whether a row is the next of the feed that ends with `head`. */
export const isNextHead = (head: Digest, row: Pick<FeedRow, 'hash' | 'head'>): boolean =>
  nextHead(head, row.hash) === row.head;

/** Whether the hash is that of these words. False for what no event can hold, which has none. */
export const isHashOf = (hash: Digest, event: Event): boolean => {
  try {
    return hashEvent(event) === hash;
  } catch {
    return false;
  }
};

/** Whether a text that stands beside an event under this name is the one that was recorded, or was erased. */
export const isTextOf = (event: Event, name: string, body: Body): boolean =>
  Object.hasOwn(event.bodies, name) && (body === null || hashBody(body.salt, body.text) === event.bodies[name]);

/** Whether exactly the texts that an event names stand beside it, each as it was recorded or erased. */
export const areTextsOf = (event: Event, bodies: Readonly<Record<string, Body>>): boolean => {
  const there = Object.entries(bodies);
  return (
    there.length === Object.keys(event.bodies).length && there.every(([name, body]) => isTextOf(event, name, body))
  );
};

/** The key that signs what comes after this event. */
export const keyAfter = (event: Event): string => (event.kind === 'key rotated' ? event.data.key : event.key);
