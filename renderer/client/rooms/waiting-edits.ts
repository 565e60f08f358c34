import type * as Y from 'yjs';
import { applyAsIs } from '../../../domain/campaign/apply-as-is.ts';
import { checkUpdate } from '../../../domain/campaign/check-update.ts';
import type { RoomKind } from '../../../domain/campaign/rooms.ts';
import type { StoredEdit } from '../store/local-store.ts';

/** Origin of an update that this laptop's disk has already, as the row of that id. */
export class FromRow {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}

/** Who brought something: with it, what waited may find what it builds on. */
export type Bringer = 'the server' | 'a window';

/** Edits that this laptop keeps and the document has not got, since what they build on is not here yet. */
export class WaitingEdits {
  readonly #doc: Y.Doc;
  readonly #kind: RoomKind;
  readonly #taken: (edit: StoredEdit) => void;
  #edits: StoredEdit[] = [];

  /** `taken`: the document has it now; `unsent` says whether the server still has not. */
  constructor(doc: Y.Doc, kind: RoomKind, taken: (edit: StoredEdit) => void) {
    this.#doc = doc;
    this.#kind = kind;
    this.#taken = taken;
  }

  get unsent(): number {
    return this.#edits.filter(({ unsent }) => unsent).length;
  }

  /** They wait from now on. */
  add(edits: readonly StoredEdit[]): void {
    for (const edit of edits) this.#edits.push(edit);
  }

  /** Puts those into the document whose time has come; one may bring the time of another. */
  retry(by: Bringer): void {
    let left = Infinity;
    while (this.#edits.length > 0 && this.#edits.length < left) {
      left = this.#edits.length;
      for (const edit of this.#edits.splice(0)) if (!this.#take(edit, by)) this.#edits.push(edit);
    }
  }

  #take(edit: StoredEdit, by: Bringer): boolean {
    const verdict = checkUpdate(this.#doc, edit.bytes, this.#kind, 'room');
    if (!verdict.ok) return false;
    // Whatever is put in here goes out as this member's own. What the server has had may be another's, and the server brings it.
    if (!edit.unsent && !verdict.idle) return false;
    if (!verdict.idle) applyAsIs(this.#doc, [edit.bytes], new FromRow(edit.id));
    // One that the server brought itself needs no sending.
    this.#taken({ ...edit, unsent: edit.unsent && !(verdict.idle && by === 'the server') });
    return true;
  }
}
