import { isShown, type AnyRow, type FeedRow } from '../../../domain/event.ts';
import { emptyWorkspace, evolve } from '../../../domain/evolve.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { Head } from './chain.ts';

/** The feed as this laptop keeps it, and its fold. */
export class KeptFeed {
  readonly #store: Pick<LocalStore, 'feed' | 'addFeed' | 'dropFeed'>;
  readonly #id: string;
  readonly #changed: () => void;
  #state: WorkspaceState;

  constructor(store: Pick<LocalStore, 'feed' | 'addFeed' | 'dropFeed'>, id: string, changed: () => void) {
    this.#store = store;
    this.#id = id;
    this.#changed = changed;
    this.#state = emptyWorkspace(id);
  }

  state = (): WorkspaceState => this.#state;
  head = (): Head => ({ number: this.#state.number, head: this.#state.head });

  /** Reads what the laptop kept; nothing where the rows are not whole. */
  async load(): Promise<void> {
    this.#fold(emptyWorkspace(this.#id), await this.#store.feed());
  }

  /** Folds rows that continue it, then keeps them. What is shown may be ahead of the disk: the server has it. */
  async take(rows: readonly AnyRow[]): Promise<void> {
    this.#fold(this.#state, rows);
    await this.#store.addFeed(rows);
    await this.#forget(rows);
  }

  /** Another window took these. */
  async heard(rows: readonly AnyRow[]): Promise<void> {
    const news = rows.filter(({ number }) => number > this.#state.number);
    if (news[0] && news[0].number !== this.#state.number + 1) return this.load();
    this.#fold(this.#state, news);
  }

  /** Takes another story in place of this one. */
  async replace(rows: readonly AnyRow[]): Promise<void> {
    await this.#store.dropFeed();
    await this.#store.addFeed(rows);
    this.#fold(emptyWorkspace(this.#id), rows);
  }

  /** Drops texts that were erased from what is kept here, too. */
  async #forget(rows: readonly AnyRow[]): Promise<void> {
    const erased = rows.flatMap((row) => (isShown(row) && row.event.kind === 'text erased' ? [row.event.data] : []));
    if (erased.length === 0) return;
    const kept = await this.#store.feed();
    const without = erased.flatMap(({ number, name }): FeedRow[] => {
      const row = kept[number - 1];
      return row && isShown(row) && row.number === number ? [{ ...row, bodies: { ...row.bodies, [name]: null } }] : [];
    });
    await this.#store.addFeed(without);
  }

  #fold(from: WorkspaceState, rows: readonly AnyRow[]): void {
    let state = from;
    for (const row of rows) {
      if (row.number !== state.number + 1) break;
      state = evolve(state, row);
    }
    if (state === this.#state) return;
    this.#state = state;
    this.#changed();
  }
}
