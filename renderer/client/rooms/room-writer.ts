import type { RoomName } from '../../../domain/campaign/rooms.ts';
import { alarm, waitBefore } from '../backoff.ts';
import type { LocalStore, RoomChange } from '../store/local-store.ts';
import type { Edit } from './ledger.ts';

type Row = { bytes: Uint8Array; edit: Edit | null };
/** An edit of mine with the row in which this laptop's disk has it. */
export type KeptEdit = { id: number; bytes: Uint8Array };
export type WriterPorts = {
  name: RoomName;
  store: Pick<LocalStore, 'addEdits' | 'acknowledge'>;
  /** Something is on this laptop's disk; these are the edits of mine among it. */
  wrote: (edits: KeptEdit[]) => void;
  /** A sentence while the disk takes nothing, null once it does again. */
  trouble: (says: string | null) => void;
  /** Another window put a fresh copy in this one's place. */
  replaced: () => void;
};

const diskTrouble =
  'This laptop’s disk takes nothing at the moment; it may be full. What you write goes to the server only. Free some space.';

/**
 * Writes a room's updates to the local store, in order, and what is known of the room by them: everything that came while the disk was
 * busy goes in one transaction. What the disk refuses is tried again until it takes it.
 */
export class RoomWriter {
  readonly #ports: WriterPorts;
  readonly #life: number;
  readonly #wait = alarm();
  #rows: Row[] = [];
  #change: RoomChange | null = null;
  #safe: Edit[] = [];
  readonly #ids = new Set<number>();
  #writing: Promise<void> | null = null;
  /** Resolves when the disk refuses the next time. */
  #refusal = Promise.withResolvers<void>();
  #attempt = 0;
  #stopped = false;

  constructor(ports: WriterPorts, life: number) {
    this.#ports = ports;
    this.#life = life;
  }

  /** Rows of the store that the document has, so that a compaction may stand for them. */
  get ids(): ReadonlySet<number> {
    return this.#ids;
  }
  has(ids: Iterable<number>): void {
    for (const id of ids) this.#ids.add(id);
  }
  forget(ids: Iterable<number>): void {
    for (const id of ids) this.#ids.delete(id);
  }

  write(bytes: Uint8Array, edit: Edit | null): void {
    this.#rows.push({ bytes, edit });
    this.#begin();
  }
  describe(change: RoomChange): void {
    this.#change = { ...this.#change, ...change };
    this.#begin();
  }
  acknowledge(edits: readonly Edit[]): void {
    for (const edit of edits) this.#safe.push(edit);
    this.#begin();
  }

  /**
   * Resolves once everything is on the disk, or the disk has refused some of it again: that is tried further, and nobody waits for it.
   * What waits for its next try has it now: whoever asks may be about to close the window.
   */
  async settled(): Promise<void> {
    this.#wait.wake();
    if (this.#writing) await Promise.race([this.#writing, this.#refusal.promise]);
  }

  stop(): void {
    this.#stopped = true;
    this.#wait.wake();
  }

  #begin(): void {
    this.#writing ??= this.#run().finally(() => {
      this.#writing = null;
    });
  }

  async #run(): Promise<void> {
    // Whatever else this turn brings goes along.
    await Promise.resolve();
    while ((this.#rows.length > 0 || this.#change || this.#safe.length > 0) && !this.#stopped) {
      const rows = this.#rows;
      const change = this.#change;
      // Whatever fails once they are on the disk, they are not written again.
      let written = rows.length === 0 && !change;
      const safe = this.#safe.filter(({ id }) => id !== null);
      this.#rows = [];
      this.#change = null;
      this.#safe = this.#safe.filter(({ id }) => id === null);
      try {
        if (!written) {
          const ids = await this.#add(rows, change);
          if (ids === null) return this.#makeWay();
          written = true;
          this.#added(rows, ids);
        }
        if (safe.length > 0) await this.#ports.store.acknowledge(safe.map(({ id }) => id!));
        if (this.#attempt > 0) this.#goesAgain();
        // Without a row there is nothing to acknowledge: it was written as one that the server has.
        if (this.#rows.length === 0 && safe.length === 0) this.#safe = this.#safe.filter(({ id }) => id !== null);
      } catch (error) {
        if (this.#attempt === 0) console.warn('An update could not be kept on this laptop.', error);
        if (!written) this.#putBack(rows, change);
        this.#safe = [...safe, ...this.#safe];
        this.#attempt += 1;
        this.#refuse();
        this.#ports.trouble(diskTrouble);
        await this.#wait.sleep(waitBefore(this.#attempt));
      }
    }
  }

  #add(rows: readonly Row[], change: RoomChange | null): Promise<number[] | null> {
    const edits = rows.map(({ bytes, edit }) => ({ bytes, unsent: edit !== null && !edit.acknowledged }));
    return this.#ports.store.addEdits(this.#ports.name, this.#life, edits, change ?? undefined);
  }

  #added(rows: readonly Row[], ids: readonly number[]): void {
    this.has(ids);
    const saved = rows.flatMap(({ bytes, edit }, index) => {
      if (!edit) return [];
      const id = ids[index]!;
      edit.id = id;
      // Acknowledged while it was being written.
      if (edit.acknowledged) this.#safe.push(edit);
      return [{ id, bytes }];
    });
    this.#ports.wrote(saved);
  }

  /** Before whatever came meanwhile. */
  #putBack(rows: Row[], change: RoomChange | null): void {
    this.#rows = [...rows, ...this.#rows];
    if (change) this.#change = { ...change, ...this.#change };
  }

  #refuse(): void {
    const { resolve } = this.#refusal;
    this.#refusal = Promise.withResolvers();
    resolve();
  }
  #goesAgain(): void {
    this.#attempt = 0;
    this.#ports.trouble(null);
  }

  #makeWay(): void {
    this.#stopped = true;
    this.#ports.replaced();
  }
}
