import { isShown, type AnyRow, type FeedRow } from '../../domain/event.ts';
import { signatureOver } from '../../domain/record/jws.ts';
import { thumbprint, type PublicKey } from '../../domain/record/public-key.ts';

/** What checking a campaign's record on this laptop came to. `key` is the thumbprint that the newest entry is signed with. */
export type RecordCheck =
  | { kind: 'holds'; entries: number; key: string }
  | { kind: 'broken'; sequence: number; says: string }
  /** Nothing can be said yet. */
  | { kind: 'unknown'; says: string };

export type CheckSignature = (key: PublicKey, signed: string, signature: string) => Promise<boolean>;

/**
 * Checks who signed the entries of a campaign that this laptop shows. Hashes and their chain were judged when each row came; here
 * every entry must be signed by the workspace's key of its time: the one that signed the feed's first row, and after a change the one
 * that the key before it named. `keys` come from the server and are believed only as far as their thumbprints are named.
 */
export const checkRecord = async (
  feed: readonly AnyRow[],
  campaign: string,
  keys: readonly PublicKey[],
  verify: CheckSignature,
): Promise<RecordCheck> => {
  const byName = new Map(keys.map((key) => [thumbprint(key), key]));
  const shown = feed.filter(isShown);
  let now = shown[0]?.event.key;
  let entries = 0;
  for (const row of shown) {
    const { event } = row;
    const changes = event.kind === 'key rotated';
    if (!changes && event.campaign !== campaign) continue;
    const publicJwk = byName.get(event.key);
    if (event.key !== now) return broken(row, 'is signed with a key that was not this workspace’s at the time');
    if (!publicJwk) return { kind: 'unknown', says: 'The key of this record is not known on this laptop yet.' };
    if (!(await holds(row, publicJwk, verify))) return broken(row, 'is not signed by this workspace');
    if (changes) {
      if (thumbprint(event.data.publicJwk) !== event.data.key) return broken(row, 'names another key than it shows');
      now = event.data.key;
      byName.set(event.data.key, event.data.publicJwk);
    } else entries += 1;
  }
  return { kind: 'holds', entries, key: now ?? '' };
};

const broken = ({ event }: FeedRow, what: string): RecordCheck => ({
  kind: 'broken',
  sequence: event.sequence,
  says: `Entry ${event.sequence} ${what}. Do not rely on this record; tell whoever runs the server.`,
});

const holds = async ({ event, signature }: FeedRow, key: PublicKey, verify: CheckSignature): Promise<boolean> => {
  const over = signatureOver(event.key, event, signature);
  return over !== null && verify(key, over.signed, over.signature);
};

/** Remembers verdicts while the page is open: a record is looked at again with every event. */
export const remembered = (verify: CheckSignature): CheckSignature => {
  const known = new Map<string, boolean>();
  return async (key, signed, signature) => {
    const what = `${key.x}.${signed}.${signature}`;
    const verdict = known.get(what) ?? (await verify(key, signed, signature));
    known.set(what, verdict);
    return verdict;
  };
};
