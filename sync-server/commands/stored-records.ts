import { createHash } from 'node:crypto';
import { NO_HASH, type FeedRow } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import { isHashOf, isNext } from '../../domain/record/chain.ts';
import { PublicKey, thumbprint } from '../../domain/record/public-key.ts';
import { isSigned } from '../../domain/record/verify-keys.ts';
import type { RecordHead } from '../../domain/state.ts';
import type { Store } from '../store/store.ts';
import { verifySignature } from '../verify-signature.ts';

/**
 * What this process knows of the records on its disk, so that a row somebody changes there while it runs is found before anything is
 * signed or launched on it. Of each campaign one digest over its rows as they were read at the start or written since; whose every
 * signature was verified, that too, since verifying is a hundred times slower than hashing.
 */
export class StoredRecords {
  readonly #store: Pick<Store, 'record' | 'keys'>;
  readonly #digests = new Map<Id, string>();
  /** Up to which event of a campaign all signatures were verified. */
  readonly #verified = new Map<Id, number>();

  constructor(store: Pick<Store, 'record' | 'keys'>) {
    this.#store = store;
  }

  /** A row that was read at the start, or was committed. */
  take(row: FeedRow): void {
    const { campaign } = row.event;
    if (campaign !== null) this.#digests.set(campaign, next(this.#digests.get(campaign) ?? '', row));
  }

  /** A campaign's rows as they are stored now; null where they are not those of the record that ends with `head`. Texts beside them are not looked at. */
  read(campaign: Id, head: RecordHead): FeedRow[] | null {
    let rows: FeedRow[];
    try {
      rows = this.#store.record(campaign);
    } catch (error) {
      // What is no JSON any more was changed; a disk that does not answer is another matter.
      if (error instanceof SyntaxError) return null;
      throw error;
    }
    let at: RecordHead = { sequence: 0, hash: NO_HASH };
    let digest = '';
    for (const row of rows) {
      const { event, hash } = row;
      if (event.campaign !== campaign || !isNext(at, event) || !isHashOf(hash, event)) return null;
      at = { sequence: event.sequence, hash };
      digest = next(digest, row);
    }
    if (at.hash !== head.hash || digest !== this.#digests.get(campaign)) return null;
    return this.#areSigned(campaign, rows) ? rows : null;
  }

  #areSigned(campaign: Id, rows: readonly FeedRow[]): boolean {
    const keys = new Map<string, PublicKey>();
    for (const { key, publicJwk } of this.#store.keys()) {
      const read = PublicKey.safeParse(JSON.parse(publicJwk)).data;
      // A key's name is what it is: under it no other can stand.
      if (read && thumbprint(read) === key) keys.set(key, read);
    }
    if (!rows.every(({ event }) => keys.has(event.key))) return false;
    const signed = rows
      .slice(this.#verified.get(campaign) ?? 0)
      .every(({ event, signature }) =>
        isSigned({ key: event.key, publicJwk: keys.get(event.key)! }, event, signature, verifySignature),
      );
    if (signed) this.#verified.set(campaign, rows.length);
    return signed;
  }
}

/** Over all that a row is, its place in the feed and its signature included. */
const next = (digest: string, { number, hash, head, signature }: FeedRow): string =>
  createHash('sha256')
    .update(JSON.stringify([digest, number, hash, head, signature]))
    .digest('base64');
