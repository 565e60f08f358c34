import { emptyWorkspace, evolve } from '../../domain/evolve.ts';
import type { Id } from '../../domain/id.ts';
import { hashEvent, nextHead } from '../../domain/record/hash.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { Fault } from '../fault.ts';
import type { Store } from '../store/store.ts';

/** Folds what is stored, and holds the record to its hashes on the way: a changed byte is found when the workspace is opened. */
export const readState = (id: Id, store: Store): WorkspaceState => {
  let state = emptyWorkspace(id);
  for (;;) {
    const rows = store.feed(state.number, 1_000);
    if (rows.length === 0) return state;
    for (const row of rows) {
      const hash = hashEvent(row.event);
      if (row.number !== state.number + 1 || hash !== row.hash || nextHead(state.head, hash) !== row.head)
        throw new Fault(
          'damaged',
          `The record of workspace ${id} was changed at event ${row.number}. Put back a backup of its file.`,
        );
      state = evolve(state, row);
    }
  }
};
