import { emptyWorkspace, evolve } from '../../domain/evolve.ts';
import { NO_HASH, type FeedRow } from '../../domain/event.ts';
import type { Digest, Id } from '../../domain/id.ts';
import { areTextsOf, isHashOf, isNext, isNextHead, keyAfter } from '../../domain/record/chain.ts';
import { thumbprint, type PublicKey } from '../../domain/record/public-key.ts';
import { isSigned } from '../../domain/record/verify-keys.ts';
import type { RecordHead, WorkspaceState } from '../../domain/state.ts';
import { Fault } from '../fault.ts';
import type { Store } from '../store/store.ts';
import type { StoredRecords } from './stored-records.ts';
import { verifySignature } from '../verify-signature.ts';

/**
 * Folds what is stored, and holds it to its hashes and signatures on the way: a row that was changed, copied, put in or taken out of the
 * middle, and a text beside one, are found when the workspace is opened. Rows taken off the end are not; the clients remember the head.
 */
export const readState = (id: Id, store: Store, records: Pick<StoredRecords, 'take'>): WorkspaceState => {
  const damaged = (row: FeedRow): Fault =>
    new Fault(
      'damaged',
      `The record of workspace ${id} was changed at event ${row.number}. Put back a backup of its file.`,
    );
  let state = emptyWorkspace(id);
  const proof = new Proof(id);
  for (;;) {
    const rows = store.feed(state.number, 1_000);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.number !== state.number + 1 || !proof.continues(state.head, row)) throw damaged(row);
      state = evolve(state, row);
      records.take(row);
    }
  }
  const wrong = proof.unproven(store);
  if (wrong) throw damaged(wrong);
  return state;
};

class Proof {
  readonly #id: Id;
  /** The head and the newest row of each record; the workspace's own is called ''. */
  readonly #heads = new Map<Id, RecordHead>();
  readonly #newest = new Map<Id, FeedRow>();
  /** Rows with a text that is gone, until an event says that it was erased. */
  readonly #gone = new Map<string, FeedRow>();
  /** The key in use: the first event's own, then whatever the one before it named. */
  #key: string | null = null;
  readonly #keys = new Set<string>();

  constructor(id: Id) {
    this.#id = id;
  }

  continues(head: Digest, row: FeedRow): boolean {
    const { event, hash } = row;
    const name = event.campaign ?? '';
    const before = this.#heads.get(name) ?? { sequence: 0, hash: NO_HASH };
    if (!isHashOf(hash, event) || !isNextHead(head, row) || event.workspace !== this.#id) return false;
    if (!isNext(before, event) || !areTextsOf(event, row.bodies)) return false;
    this.#key ??= event.key;
    this.#keys.add(this.#key);
    if (event.key !== this.#key) return false;
    this.#key = keyAfter(event);
    for (const [text, body] of Object.entries(row.bodies))
      if (body === null) this.#gone.set(place(row.number, text), row);
    if (event.kind === 'text erased') this.#gone.delete(place(event.data.number, event.data.name));
    this.#heads.set(name, { sequence: event.sequence, hash });
    this.#newest.set(name, row);
    return true;
  }

  /** A row nothing vouches for; null where all is well. A record's newest signature covers, by the hashes, all events before it. */
  unproven(store: Store): FeedRow | null {
    const [gone] = this.#gone.values();
    if (gone) return gone;
    const stored = new Map(store.keys().map(({ key, publicJwk }) => [key, JSON.parse(publicJwk) as PublicKey]));
    for (const row of this.#newest.values()) {
      const { event, signature } = row;
      const publicJwk = stored.get(event.key);
      const known = publicJwk && this.#keys.has(event.key) && thumbprint(publicJwk) === event.key;
      if (!known || !isSigned({ key: event.key, publicJwk }, event, signature, verifySignature)) return row;
    }
    return null;
  }
}

const place = (number: number, name: string): string => `${number} ${name}`;
