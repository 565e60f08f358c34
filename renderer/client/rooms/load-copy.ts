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
  /** Not in it: they build on something that is missing here, which the server's answer may bring; or they stand behind what is too new. */
  waiting: StoredEdit[];
  /** Whether something is in it that this app does not know. Nothing from there on was put in. */
  tooNew: boolean;
};

/** Puts what the laptop kept of a room into an empty document. Every row passes the check that an update of the server passes. */
export const loadCopy = (
  doc: Y.Doc,
  kind: RoomKind,
  { base, edits }: Pick<StoredRoom, 'base' | 'edits'>,
): LoadedCopy => {
  const taken: StoredEdit[] = [];
  const waiting: StoredEdit[] = [];
  if (base && putKept(doc, kind, base) !== 'taken') return { taken, waiting: edits, tooNew: true };
  for (const [index, edit] of edits.entries()) {
    const outcome = putKept(doc, kind, edit.bytes);
    if (outcome === 'too new') return { taken, waiting: [...waiting, ...edits.slice(index)], tooNew: true };
    (outcome === 'taken' ? taken : waiting).push(edit);
  }
  return { taken, waiting, tooNew: false };
};

/** Puts an update that the laptop keeps into a document, if this app knows all of it and the document has what it builds on. */
export const putKept = (doc: Y.Doc, kind: RoomKind, bytes: Uint8Array): 'taken' | 'missing' | 'too new' => {
  const verdict = checkUpdate(doc, bytes, kind, 'room');
  if (!verdict.ok) return verdict.missing ? 'missing' : 'too new';
  // What a compaction stands for already is in the document; of a long time offline that is nearly all.
  if (!verdict.idle) applyAsIs(doc, [bytes], FROM_STORE);
  return 'taken';
};
