import * as Y from 'yjs';
import { walkAtMost } from './conflict-walk.ts';

/**
 * Applies updates as they are, and writes nothing. After a transaction that is not local Yjs tidies up formats, by deletions of its
 * own: whoever merely received somebody's bold would write. Only that is called off: the transaction stays a remote one, or a text
 * would keep its remembered places and put the next words elsewhere than they were typed.
 *
 * Returns how many steps were walked over what others inserted at the same places; above `limit` it throws `WalkedTooFar` and leaves the
 * document half changed.
 */
export const applyAsIs = (
  doc: Y.Doc,
  updates: Iterable<Uint8Array>,
  origin: unknown = null,
  limit = Infinity,
): number => {
  let steps = 0;
  doc.transact(() => {
    steps = walkAtMost(limit, () => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    doc.once('afterTransaction', (ended: Y.Transaction) => {
      ended._needFormattingCleanup = false;
    });
  }, origin);
  return steps;
};
