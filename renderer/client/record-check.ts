import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer';
import { isShown, type AnyRow, type FeedRow } from '../../domain/event.ts';
import { canonicalText } from '../../domain/record/hash.ts';
import type { PublicKey } from '../../domain/record/public-key.ts';
import { isSigned, thumbprint } from '../../domain/record/verify-keys.ts';

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

const holds = async ({ event, signature }: FeedRow, publicJwk: PublicKey, verify: CheckSignature): Promise<boolean> => {
  let asked: Parameters<CheckSignature> | null = null;
  const shaped = isSigned({ key: thumbprint(publicJwk), publicJwk }, event, signature, (...what) => {
    asked = what;
    return true;
  });
  return shaped && asked !== null && verify(...(asked as Parameters<CheckSignature>));
};

/** With the browser's own Ed25519; keys and verdicts are remembered while the page is open. */
export const webSignatures = (): CheckSignature => {
  const keys = new Map<string, Promise<CryptoKey>>();
  const known = new Map<string, boolean>();
  return async (key, signed, signature) => {
    const what = canonicalText([key, signed, signature]);
    const before = known.get(what);
    if (before !== undefined) return before;
    try {
      const imported =
        keys.get(key.x) ?? crypto.subtle.importKey('jwk', { ...key }, { name: 'Ed25519' }, false, ['verify']);
      keys.set(key.x, imported);
      const bytes = fromBase64UrlEncoded(signature);
      // One signature has one spelling.
      const spelt = toBase64UrlEncoded(bytes) === signature;
      const verdict =
        spelt &&
        (await crypto.subtle.verify(
          'Ed25519',
          await imported,
          new Uint8Array(bytes),
          new TextEncoder().encode(signed),
        ));
      known.set(what, verdict);
      return verdict;
    } catch {
      return false;
    }
  };
};
