import * as Y from 'yjs';
import { indexAt, type Run } from './decode-update.ts';
import type { UpdateLimits } from './update-limits.ts';
import { refuse } from './update-refusal.ts';

/**
 * Counts what Yjs will have to take apart for an update. It keeps the structs of a client in one array, so each split moves everything
 * behind it by one place, and moves it back where both halves come together again: thousands of splits in front of a long array take
 * longer than everything else.
 */
export class SplitCount {
  readonly #doc: Y.Doc;
  readonly #runs: ReadonlyMap<number, Run>;
  readonly #limit: number;
  /** Of each client: how often it was taken apart, and how far back at most. */
  readonly #made = new Map<number, { splits: number; last: number }>();
  splits = 0;
  moves = 0;

  constructor(doc: Y.Doc, runs: ReadonlyMap<number, Run>, { moves }: UpdateLimits) {
    this.#doc = doc;
    this.#runs = runs;
    this.#limit = moves;
  }

  /** An item stands between these neighbours. */
  around({ origin, rightOrigin }: Y.Item): void {
    if (origin) this.#splitBehind(origin);
    // Where both halves are of one struct, it is taken apart once.
    if (rightOrigin && !(origin?.client === rightOrigin.client && origin.clock + 1 === rightOrigin.clock))
      this.#splitBehind({ client: rightOrigin.client, clock: rightOrigin.clock - 1 });
  }

  /** What a client wrote is taken apart at a clock, with so many of its structs behind that. */
  split(client: number, clock: number, behind: number): void {
    const made = this.#made.get(client) ?? { splits: 0, last: -1 };
    // What was taken apart before moves as well, unless all of it stands further in front.
    this.move(2 * (behind + (clock > made.last ? 0 : made.splits)));
    this.#made.set(client, { splits: made.splits + 1, last: Math.max(clock, made.last) });
    this.splits += 1;
  }

  /** So many structs move. */
  move(count: number): void {
    if ((this.moves += count) > this.#limit) refuse('It takes the text apart in too many places.');
  }

  #splitBehind({ client, clock }: { client: number; clock: number }): void {
    if (clock < 0) return;
    const run = this.#runs.get(client);
    const isNew = run !== undefined && clock >= run.known;
    const structs = isNew ? run.structs : (this.#doc.store.clients.get(client) ?? []);
    const at = isNew ? indexAt(run, clock) : Y.findIndexSS(structs, clock);
    const struct = structs[at];
    if (struct instanceof Y.Item && struct.id.clock + struct.length - 1 !== clock)
      this.split(client, clock + 1, structs.length - at);
  }
}
