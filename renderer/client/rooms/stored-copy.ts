import * as Y from 'yjs';
import type { RoomKind, RoomName } from '../../../domain/campaign/rooms.ts';
import type { MergeReceipt } from '../contract.ts';
import type { LocalStore, RecoveryDraft, RoomChange, StoredEdit, StoredRoom } from '../store/local-store.ts';
import type { Edit } from './ledger.ts';
import { loadCopy, putKept, type LoadedCopy } from './load-copy.ts';
import { RoomWriter, type KeptEdit } from './room-writer.ts';

export type StoredCopyPorts = {
  name: RoomName;
  kind: RoomKind;
  doc: Y.Doc;
  store: LocalStore;
  /** These edits of mine are on this laptop's disk. */
  wrote: (edits: KeptEdit[]) => void;
  /** A sentence while the disk takes nothing, null once it does again. */
  trouble: (says: string | null) => void;
  /** Another window put a fresh copy in this one's place. */
  replaced: () => void;
};

/** `known`: all rows that the disk has. `unsent`: those of them with words in the document; `apart`: those that it cannot take. */
type Rest = { known: Set<number>; unsent: StoredEdit[]; apart: StoredEdit[] };

/** Rows after which one update stands for them all: while it is open, and when it is opened or let go of. */
const COMPACT_AT = 1_000;
const COMPACT_ABOVE = 100;

/** A room's copy on this laptop's disk. */
export class StoredCopy {
  readonly #ports: StoredCopyPorts;
  readonly #life: number;
  readonly #writer: RoomWriter;
  #generation: number;
  /** False once the disk has something that the document has not got: then the document may not stand for it. */
  #isWhole = true;

  /** `stored`: what the disk was found to have; null where it has nothing, or could not be read. */
  constructor(ports: StoredCopyPorts, stored: StoredRoom | null) {
    this.#ports = ports;
    this.#life = stored?.life ?? 0;
    this.#generation = stored?.generation ?? 0;
    const { name, store, trouble, replaced } = ports;
    const wrote = (edits: KeptEdit[]) => {
      if (this.#writer.ids.size >= COMPACT_AT) void this.compact();
      ports.wrote(edits);
    };
    this.#writer = new RoomWriter({ name, store, wrote, trouble, replaced }, this.#life);
  }

  /** Puts what was found into the document. */
  load(stored: StoredRoom): LoadedCopy {
    const { doc, kind } = this.#ports;
    const loaded = loadCopy(doc, kind, stored);
    this.#isWhole = !loaded.tooNew;
    this.#writer.has(loaded.taken.map(({ id }) => id));
    void this.compact();
    return loaded;
  }

  /** The document has the row of that id: another window wrote it. */
  has(id: number): void {
    this.#writer.has([id]);
  }
  /** `edit`: the one of mine whose bytes these are; null for what came from the server. */
  write(bytes: Uint8Array, edit: Edit | null): void {
    this.#writer.write(bytes, edit);
  }
  describe(change: RoomChange): void {
    this.#writer.describe(change);
  }
  acknowledge(edits: readonly Edit[]): void {
    this.#writer.acknowledge(edits);
  }

  /** Resolves once everything is on the disk, or was refused by it. */
  settled(): Promise<void> {
    return this.#writer.settled();
  }
  stop(): void {
    this.#writer.stop();
  }

  /**
   * What the disk has of it, put into the document as far as it goes: another window may have been killed before it told of its words, or
   * told of them before what they build on was here. Null where a fresh copy has its place already.
   */
  async rest(): Promise<Rest | null> {
    const { doc, kind, name, store } = this.#ports;
    const stored = await store.room(name);
    if (!stored || stored.life !== this.#life) return null;
    if (stored.base) putKept(doc, kind, stored.base);
    const rest: Rest = { known: new Set(stored.edits.map(({ id }) => id)), unsent: [], apart: [] };
    for (const edit of stored.edits) {
      const isHere = putKept(doc, kind, edit.bytes) === 'taken';
      if (edit.unsent) (isHere ? rest.unsent : rest.apart).push(edit);
    }
    return rest;
  }

  /**
   * Empties it for a fresh copy and keeps the draft. False where the disk has words that are not `known`. Rejects where it takes nothing.
   * Nothing is changed then.
   */
  replace(draft: RecoveryDraft, receipt: MergeReceipt | null, known: ReadonlySet<number>): Promise<boolean> {
    return this.#ports.store.replaceRoom(this.#life, draft, receipt, known);
  }

  /** Has one update stand for many rows. Where the disk does not take it the rows stay, and the next start finds them. */
  async compact(): Promise<void> {
    const { doc, name, store } = this.#ports;
    const ids = [...this.#writer.ids];
    if (!this.#isWhole || ids.length < COMPACT_ABOVE) return;
    // Taken off the list before anything is awaited, so that nobody compacts them twice.
    this.#writer.forget(ids);
    try {
      do {
        const base = Y.encodeStateAsUpdate(doc);
        if (await store.compact(name, base, ids, this.#generation)) {
          this.#generation += 1;
          return;
        }
      } while (await this.#catchUp());
    } catch (error) {
      console.warn('A text could not be kept more briefly on this laptop.', error);
    }
  }

  /** Another window has compacted: what it put there goes into this document, or the next compaction here would lose it. */
  async #catchUp(): Promise<boolean> {
    const { doc, kind, name, store } = this.#ports;
    const stored = await store.room(name);
    if (!stored || stored.life !== this.#life) return false;
    if (stored.base && putKept(doc, kind, stored.base) !== 'taken') this.#isWhole = false;
    this.#generation = stored.generation;
    return this.#isWhole;
  }
}
