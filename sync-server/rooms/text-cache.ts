/** Bytes that the texts of all rooms may take in memory. */
const MAX_BYTES = 320 * 1024 * 1024;

/** A text in memory: its bytes, and a document that can be made from them again. */
export type CachedText = {
  /** Bytes, about. */
  readonly size: number;
  /** Drops the document, or all of the text, where nothing needs it at the moment. It is read again when something does. */
  shrink: (what: 'document' | 'text') => void;
};

/** The texts of all rooms of a server in memory, bounded: what was not needed for the longest time is dropped first. */
export class TextCache {
  readonly #most: number;
  /** By age: the one used last comes last. */
  readonly #sizes = new Map<CachedText, number>();
  #sum = 0;

  constructor(most = MAX_BYTES) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#sum;
  }

  /** A text was used, and may have another size. */
  used(text: CachedText): void {
    this.forget(text);
    this.resized(text);
  }

  /** A text has another size, and nothing needed it for that: it keeps its place by age, also while this goes through them. */
  resized(text: CachedText): void {
    const { size } = text;
    this.#sum += size - (this.#sizes.get(text) ?? 0);
    this.#sizes.set(text, size);
  }

  forget(text: CachedText): void {
    this.#sum -= this.#sizes.get(text) ?? 0;
    this.#sizes.delete(text);
  }

  /** Drops what is too much. Not while anything holds a document: between turns. */
  tidy(): void {
    for (const what of ['document', 'text'] as const)
      for (const text of this.#sizes.keys()) {
        if (this.#sum <= this.#most) return;
        text.shrink(what);
        this.resized(text);
      }
  }
}
