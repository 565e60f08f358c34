import * as Y from 'yjs';
import { covers, rangesOf, type ClockRanges } from './clock-ranges.ts';

/** One update made here, from the keystroke until the server has it on its disk. */
export type Edit = {
  bytes: Uint8Array;
  /** Its row in the local store; null until the laptop's disk has it. */
  id: number | null;
  acknowledged: boolean;
};
/** A frame that the server counts, and the update in it. */
export type CountedFrame = { kind: 'update' | 'step 2'; update: Uint8Array };

/**
 * Which edits the server has. An acknowledgement counts this connection's sync frames in order, and frees the edits whose bytes those
 * frames carried, and no others: whatever a server says that it has, words are let go of only once it was sent them and kept them.
 */
export class Ledger {
  #open = new Set<Edit>();
  /** Those that had no row when last looked at; a week offline leaves many open, and few of them here. */
  #rowless = new Set<Edit>();
  #frames: Edit[][] = [];
  #counted = 0;
  #newest: Edit | null = null;
  /** Of the open ones, until they are others: a week offline takes a moment to read. */
  #ranges: ClockRanges | null = null;

  /** `id`: its row, where the laptop's disk has it already. */
  made(bytes: Uint8Array, id: number | null = null): Edit {
    const edit: Edit = { bytes, id, acknowledged: false };
    this.#open.add(edit);
    if (id === null) this.#rowless.add(edit);
    this.#newest = edit;
    this.#ranges = null;
    return edit;
  }

  /** A frame goes out. */
  sent({ kind, update }: CountedFrame): void {
    this.#frames.push(kind === 'update' ? this.#madeAs(update) : this.#within(update));
  }

  /** The server has this many frames of the connection on its disk. Returns the edits that are safe by that. */
  acknowledged(count: number): Edit[] {
    const safe = this.#frames.splice(0, count - this.#counted).flat();
    this.#counted = Math.max(count, this.#counted);
    this.#ranges = null;
    return safe.filter((edit) => {
      edit.acknowledged = true;
      return this.#open.delete(edit);
    });
  }

  /** The connection is gone, and with it what was on its way. */
  disconnected(): void {
    this.#frames = [];
    this.#counted = 0;
  }

  /** Edits that only this laptop has, oldest first. */
  unacknowledged(): Edit[] {
    return [...this.#open];
  }
  /**
   * What a server says in its step 1 that it has (an encoded state vector), without what it has not acknowledged: those words go out again
   * whatever it says, or no frame with them in it could ever be acknowledged. It skips what it has.
   */
  withoutUnsent(vector: Uint8Array): Uint8Array {
    const known = Y.decodeStateVector(vector);
    for (const [client, [first]] of this.#unsent())
      if (first && (known.get(client) ?? 0) > first.from) known.set(client, first.from);
    return Y.encodeStateVector(known);
  }
  get unsent(): number {
    return this.#open.size;
  }
  /** Edits that not even this laptop's disk has. */
  get unsaved(): number {
    for (const edit of this.#rowless) if (edit.id !== null || edit.acknowledged) this.#rowless.delete(edit);
    return this.#rowless.size;
  }

  #unsent(): ClockRanges {
    return (this.#ranges ??= rangesOf([...this.#open].map(({ bytes }) => bytes)));
  }

  /** The provider sends each update the moment it is made, in a frame of its own. */
  #madeAs(update: Uint8Array): Edit[] {
    const newest = this.#newest;
    return newest && sameBytes(newest.bytes, update) ? [newest] : [];
  }
  /** Of an answer to step 1; the deletions of a document are all in it, always. */
  #within(update: Uint8Array): Edit[] {
    if (this.#open.size === 0) return [];
    const sent = rangesOf([update]);
    if (covers(sent, this.#unsent())) return [...this.#open];
    return [...this.#open].filter(({ bytes }) => covers(sent, rangesOf([bytes])));
  }
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
