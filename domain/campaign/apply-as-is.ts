import * as Y from 'yjs';

/**
 * Applies updates as they are, and writes nothing. After a transaction that is not local Yjs tidies up formats, by deletions of its
 * own: whoever merely received somebody's bold would write. `applyUpdate` makes every transaction it is in a remote one, so it is
 * set back.
 */
export const applyAsIs = (doc: Y.Doc, updates: Iterable<Uint8Array>, origin: unknown = null): void =>
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update);
    transaction.local = true;
  }, origin);
