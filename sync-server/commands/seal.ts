import { randomBytes } from 'node:crypto';
import { hashBody, hashEvent, nextHead } from '../../domain/record/hash.ts';
import { NO_HASH, type Actor, type Event, type FeedRow, type NewEvent } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { SigningKey } from './signing-key.ts';

export type Sealing = { at: string; actor: Actor; command: Id | null; key: SigningKey };

/** Numbers, chains, salts, hashes and signs one event as the next row of the feed. */
export const seal = (state: WorkspaceState, made: NewEvent, { at, actor, command, key }: Sealing): FeedRow => {
  const { campaign, texts = {}, kind, data } = made;
  const record =
    campaign === null ? state.record : (state.campaigns[campaign]?.record ?? { sequence: 0, hash: NO_HASH });
  const bodies = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, { salt: randomBytes(16).toString('base64url'), text }]),
  );
  const event = {
    format: 1,
    workspace: state.id,
    campaign,
    sequence: record.sequence + 1,
    previous: record.hash,
    at,
    actor,
    command,
    key: key.key,
    bodies: Object.fromEntries(Object.entries(bodies).map(([name, { salt, text }]) => [name, hashBody(salt, text)])),
    kind,
    data,
  } as Event;
  const hash = hashEvent(event);
  return {
    number: state.number + 1,
    event,
    hash,
    head: nextHead(state.head, hash),
    signature: key.signJws(event),
    bodies,
  };
};
