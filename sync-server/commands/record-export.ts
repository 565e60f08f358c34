import type { Event, FeedRow } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import type { RecordExport, SignedEvent } from '../../domain/record/export.ts';
import type { PublicKey } from '../../domain/record/public-key.ts';
import type { Store } from '../store/store.ts';

const signed = ({ event, signature }: FeedRow): SignedEvent => ({ event, signature });

/** A campaign's record with all that is needed to check it, from what is on disk; null where there is no such campaign. */
export const exportRecord = (workspace: Id, campaign: Id, store: Store): RecordExport | null => {
  const record = store.record(campaign);
  if (record.length === 0) return null;
  const own = store.record(null);
  const named = new Set(record.flatMap(({ event }) => membersIn(event)));
  return {
    format: 1,
    workspace,
    campaign,
    record: record.map(({ event, hash, signature, bodies }) => ({ event, hash, signature, bodies })),
    versions: record.flatMap(({ event }) => {
      if (event.kind !== 'review requested') return [];
      const stored = store.version(campaign, event.data.version);
      return stored ? [{ number: stored.number, digest: stored.digest, canonical: stored.json }] : [];
    }),
    launched: Object.fromEntries(store.packages(campaign).map(({ digest, json }) => [digest, json])),
    keys: store.keys().map(({ key, publicJwk }) => {
      const rotation = own.find(({ event }) => event.kind === 'key rotated' && event.data.key === key);
      return { key, publicJwk: JSON.parse(publicJwk) as PublicKey, rotation: rotation ? signed(rotation) : null };
    }),
    people: own.filter(({ event }) => tellsOf(event, named)).map(signed),
  };
};

/** The members whom an event names as those who did, wrote or own something. */
const membersIn = (event: Event): Id[] => {
  const actor = 'member' in event.actor ? [event.actor.member] : [];
  if (event.kind === 'review requested') return [...actor, ...event.data.authors];
  if (event.kind === 'suggestion accepted') return [...actor, event.data.proposer];
  if (event.kind === 'fact set') return [...actor, ...idsIn(event.data.value)];
  return actor;
};

/** Owners in the value of a fact. A text that is nobody's id names nobody. */
const idsIn = (value: unknown): Id[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
};

/** Whoever the record does not name stays out of a file that leaves the house. */
const tellsOf = (event: Event, named: ReadonlySet<Id>): boolean => {
  if (event.kind === 'workspace founded') return true;
  if (event.kind === 'member joined') return named.has(event.data.member.id);
  return event.kind === 'role changed' && named.has(event.data.member);
};
