import type * as Y from 'yjs';
import { applyAsIs } from '../../../domain/campaign/apply-as-is.ts';
import { checkUpdate } from '../../../domain/campaign/check-update.ts';
import type { RoomKind } from '../../../domain/campaign/rooms.ts';
import type { StoredEdit, StoredRoom } from '../store/local-store.ts';

/** Origin of updates that the laptop already keeps. */
export const FROM_STORE = Symbol('from the store');

export type LoadedCopy = {
  /** In the document now. */
  taken: StoredEdit[];
  /** They build on something that is missing here; the server's answer may bring it. */
  orphans: StoredEdit[];
  /** Whether something is in it that this app does not know; the rest was left out. */
  tooNew: boolean;
};

/** Puts what the laptop kept of a room into an empty document. Every row passes the check that an update of the server passes. */
export const loadCopy = (
  doc: Y.Doc,
  kind: RoomKind,
  { base, edits }: Pick<StoredRoom, 'base' | 'edits'>,
): LoadedCopy => {
  const loaded: LoadedCopy = { taken: [], orphans: [], tooNew: false };
  const put = (bytes: Uint8Array): 'taken' | 'orphan' | 'too new' => {
    const verdict = checkUpdate(doc, bytes, kind, 'room');
    if (!verdict.ok) return verdict.missing ? 'orphan' : 'too new';
    // What a compaction stands for already is in the document; of a long time offline that is nearly all.
    if (!verdict.idle) applyAsIs(doc, [bytes], FROM_STORE);
    return 'taken';
  };
  if (base && put(base) !== 'taken') return { ...loaded, tooNew: true };
  for (const edit of edits) {
    const outcome = put(edit.bytes);
    if (outcome === 'taken') loaded.taken.push(edit);
    else if (outcome === 'orphan') loaded.orphans.push(edit);
    else return { ...loaded, tooNew: true };
  }
  return loaded;
};
