import { isShown, type AnyRow } from '../../../domain/event.ts';
import { emptyWorkspace, evolve } from '../../../domain/evolve.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { waitBefore } from '../backoff.ts';
import { inTurn } from '../in-turn.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { Head } from './chain.ts';

export type LocalFeedPorts = {
  store: Pick<LocalStore, 'feed' | 'addFeed' | 'replaceFeed'>;
  workspace: string;
  /** The fold is another one now. */
  changed: () => void;
  /** These are on this laptop's disk. */
  wrote: (rows: readonly AnyRow[]) => void;
  /** A sentence while the disk takes nothing, null once it does again. */
  trouble: (says: string | null) => void;
};

const diskTrouble =
  'This laptop’s disk takes nothing at the moment; it may be full. What the server decides is shown, and not kept here. Free some space.';

/** The feed as this laptop keeps it, and its fold. */
export class LocalFeed {
  readonly #ports: LocalFeedPorts;
  readonly #inTurn = inTurn();
  #state: WorkspaceState;
  /** Folded, and not on the disk yet: written before whatever comes after them, or there would be a hole. */
  #unwritten: readonly AnyRow[] = [];
  #refusals = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;

  constructor(ports: LocalFeedPorts) {
    this.#ports = ports;
    this.#state = emptyWorkspace(ports.workspace);
  }

  state = (): WorkspaceState => this.#state;
  head = (): Head => ({ number: this.#state.number, head: this.#state.head });

  /** Every row this laptop has, oldest first. Rejects where the disk cannot be read. */
  rows = (): Promise<AnyRow[]> => this.#inTurn(async () => [...(await this.#ports.store.feed()), ...this.#unwritten]);

  /** Reads what the laptop kept; nothing where the rows are not whole. Rejects where the disk cannot be read. */
  load(): Promise<void> {
    return this.#inTurn(() => this.#load());
  }

  /**
   * Folds rows that continue it, and keeps them. What is shown may be ahead of the disk: the server has it. Resolves once they are on the
   * disk, or it has refused them; then they are tried again.
   */
  async take(rows: readonly AnyRow[]): Promise<void> {
    this.#fold(this.#state, rows);
    this.#unwritten = [...this.#unwritten, ...rows];
    await this.#write();
  }

  /** Another window took these. Rejects where the disk cannot be read. */
  heard(rows: readonly AnyRow[]): Promise<void> {
    return this.#inTurn(async () => {
      const news = rows.filter(({ number }) => number > this.#state.number);
      if (news[0] && news[0].number !== this.#state.number + 1) return this.#load();
      return this.#fold(this.#state, news);
    });
  }

  /** Takes another story in place of this one. Rejects where the disk does not take it, and changes nothing then. */
  replace(rows: readonly AnyRow[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#ports.store.replaceFeed(rows);
      this.#unwritten = [];
      this.#fold(emptyWorkspace(this.#ports.workspace), rows);
    });
  }

  stop(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  async #load(): Promise<void> {
    this.#fold(emptyWorkspace(this.#ports.workspace), [...(await this.#ports.store.feed()), ...this.#unwritten]);
  }

  #write(): Promise<void> {
    return this.#inTurn(async () => {
      const rows = this.#unwritten;
      if (rows.length === 0) return;
      try {
        await this.#ports.store.addFeed(await this.#withoutErased(rows));
      } catch (error) {
        this.#refused(error);
        return;
      }
      this.#unwritten = this.#unwritten.slice(rows.length);
      if (this.#refusals > 0) this.#ports.trouble(null);
      this.#refusals = 0;
      this.#ports.wrote(rows);
    });
  }

  #refused(error: unknown): void {
    if (this.#refusals === 0) console.warn('What the server sent could not be kept on this laptop.', error);
    this.#refusals += 1;
    this.#ports.trouble(diskTrouble);
    this.stop();
    this.#retry = setTimeout(() => void this.#write(), waitBefore(this.#refusals));
  }

  /** Rows to write: these, and older ones without the texts that these erase. In one go, or a kill between would leave the words here. */
  async #withoutErased(rows: readonly AnyRow[]): Promise<readonly AnyRow[]> {
    const erased = rows.flatMap((row) => (isShown(row) && row.event.kind === 'text erased' ? [row.event.data] : []));
    if (erased.length === 0) return rows;
    const numbers = new Set(erased.map(({ number }) => number));
    const older = (await this.#ports.store.feed()).filter(
      ({ number }) => numbers.has(number) && !rows.some((row) => row.number === number),
    );
    return [...older, ...rows].map((row) => {
      const names = erased.filter(({ number }) => number === row.number).map(({ name }) => [name, null] as const);
      return isShown(row) && names.length > 0
        ? { ...row, bodies: { ...row.bodies, ...Object.fromEntries(names) } }
        : row;
    });
  }

  #fold(from: WorkspaceState, rows: readonly AnyRow[]): void {
    let state = from;
    for (const row of rows) {
      if (row.number !== state.number + 1) break;
      state = evolve(state, row);
    }
    if (state === this.#state) return;
    this.#state = state;
    this.#ports.changed();
  }
}
