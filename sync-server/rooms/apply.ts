import * as Y from 'yjs';

/**
 * Applies updates as they are. After a transaction that is not local Yjs tidies up formats, by deletions of its own: the server's document
 * would then have what no log row and no client has. `applyUpdate` makes every transaction it is in a remote one, so it is set back.
 */
export const applyAsIs = (doc: Y.Doc, updates: Iterable<Uint8Array>): void =>
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update);
    transaction.local = true;
  });
