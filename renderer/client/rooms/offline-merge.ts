import type * as Y from 'yjs';
import type { RoomKind } from '../../../domain/campaign/rooms.ts';
import type { MergeReceipt } from '../contract.ts';
import type { KeptText } from '../store/local-store.ts';
import { rangesOf } from './clock-ranges.ts';
import { foundAgain, joinReceipts, watchMerge } from './receipt.ts';

/** Merges of a line that was gone for less than this are what anybody sees live, in ms. */
const AWAY = 60_000;

/** What happened to a room's text while this laptop had no line to the server, and the receipt that tells of it. */
export class OfflineMerge {
  readonly #doc: Y.Doc;
  readonly #kind: RoomKind;
  readonly #now: () => Date;
  /** When the line broke in this session. */
  #since: number | null = null;
  /** What was unsent when the line came back, and what was typed until it was whole again; acknowledgements may come sooner. */
  #unsent: Uint8Array[] | null = null;
  receipt: MergeReceipt | null = null;
  syncedAt: string | null = null;

  constructor(doc: Y.Doc, kind: RoomKind, now: () => Date) {
    this.#doc = doc;
    this.#kind = kind;
    this.#now = now;
  }

  lineStands(stands: boolean): void {
    this.#since = stands ? null : (this.#since ?? this.#now().getTime());
  }
  /** A line is about to stand again; these are unsent. */
  begins(unsent: Uint8Array[]): void {
    this.#unsent = unsent;
  }
  typed(update: Uint8Array): void {
    this.#unsent?.push(update);
  }

  /** Takes what makes this laptop's copy whole again. `had`: there was a copy before, which somebody may know. */
  merge(had: boolean, apply: () => void): void {
    const unsent = this.#unsent ?? [];
    this.#unsent = null;
    const away = this.#since === null ? 0 : this.#now().getTime() - this.#since;
    // A clock that was set back meanwhile does not say how long it was.
    const wasAway = away > AWAY || away < 0;
    const merged = watchMerge(this.#doc, this.#kind, rangesOf(unsent), apply);
    if (!had && this.receipt) this.receipt = foundAgain(this.#doc, this.#kind, this.receipt);
    const at = this.#now().toISOString();
    if (had && (unsent.length > 0 || wasAway) && merged.theirs.length + merged.lost.length > 0)
      this.receipt = joinReceipts(this.receipt, { since: this.syncedAt ?? at, ...merged });
    this.syncedAt = at;
  }

  /** The receipt with passages that a fresh copy of the room does not have. */
  withLost(texts: readonly KeptText[]): MergeReceipt | null {
    const lost = texts.flatMap(({ text, lost }) => (lost ?? []).map((words) => ({ text, words })));
    if (lost.length === 0) return this.receipt;
    return joinReceipts(this.receipt, { since: this.syncedAt ?? this.#now().toISOString(), theirs: [], lost });
  }
}
