/** One update made here, from the keystroke until the server has it on its disk. */
export type Edit = {
  bytes: Uint8Array;
  /** Its row in the local store; null until the laptop's disk has it. */
  id: number | null;
  acknowledged: boolean;
};

/**
 * Which edits the server has. An acknowledgement counts this connection's sync frames in order, and each frame carries certain
 * edits: an update the one just made, an answer to step 1 everything unacknowledged at that moment.
 */
export class Ledger {
  #open = new Set<Edit>();
  /** Those that had no row when last looked at; a week offline leaves many open, and few of them here. */
  #rowless = new Set<Edit>();
  #frames: Edit[][] = [];
  #counted = 0;
  #newest: Edit | null = null;

  made(bytes: Uint8Array, id: number | null = null): Edit {
    const edit: Edit = { bytes, id, acknowledged: false };
    this.#open.add(edit);
    if (id === null) this.#rowless.add(edit);
    this.#newest = edit;
    return edit;
  }

  /** A frame goes out. */
  sent(kind: 'update' | 'step 2'): void {
    this.#frames.push(kind === 'update' ? (this.#newest ? [this.#newest] : []) : [...this.#open]);
  }

  /** The server has this many frames of the connection on its disk. Returns the edits that are safe by that. */
  acknowledged(count: number): Edit[] {
    const safe = this.#frames.splice(0, count - this.#counted).flat();
    this.#counted = Math.max(count, this.#counted);
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
  get unsent(): number {
    return this.#open.size;
  }
  /** Edits that not even this laptop's disk has. */
  get unsaved(): number {
    for (const edit of this.#rowless) if (edit.id !== null || edit.acknowledged) this.#rowless.delete(edit);
    return this.#rowless.size;
  }
}
