import type { Edit, Formats } from './edits.ts';

/** One op of a Yjs delta. */
export type DeltaOp = { retain?: number; delete?: number; insert?: unknown; attributes?: Formats };

/** `same` stands in both; `gone` only in the editor, `new` only in the text. */
type Stretch = { in: 'same' | 'gone' | 'new'; length: number; formats?: Formats };

/**
 * What the editor does not show yet. While somebody composes with an input method, a change of the words around it would break
 * the composition, so changes from elsewhere wait here, and what is composed is written to the text at its place meanwhile.
 * Both sides begin as the same string; beyond the last stretch all is `same`.
 */
export class Lag {
  #stretches: Stretch[] = [];

  get empty(): boolean {
    return this.#stretches.length === 0;
  }

  /** A change of the text, in the text's indexes. */
  missed(delta: readonly DeltaOp[]): void {
    const rest = this.#stretches;
    const done: Stretch[] = [];
    const take = (most: number): Stretch => {
      const first = rest[0];
      if (!first) return { in: 'same', length: most };
      if (first.length <= most || first.in === 'gone') return rest.shift()!;
      rest[0] = { ...first, length: first.length - most };
      return { ...first, length: most };
    };
    for (const op of delta) {
      if (op.insert !== undefined) {
        done.push({ in: 'new', length: typeof op.insert === 'string' ? op.insert.length : 1 });
        continue;
      }
      for (let left = op.retain ?? op.delete ?? 0; left > 0;) {
        const stretch = take(left);
        if (stretch.in !== 'gone') left -= stretch.length;
        if (op.delete === undefined) {
          const formats = stretch.in === 'same' && op.attributes ? { ...stretch.formats, ...op.attributes } : undefined;
          done.push(formats ? { ...stretch, formats } : stretch);
        } else if (stretch.in === 'same') done.push({ in: 'gone', length: stretch.length });
        else if (stretch.in === 'gone') done.push(stretch);
      }
    }
    this.#stretches = [...done, ...rest];
  }

  /** An edit of the editor as edits of the text, from last to first. */
  through(edit: Edit): Edit[] {
    if (this.empty) return [edit];
    if (edit.kind === 'insert') {
      const { stretch, index } = this.#split(edit.index);
      this.#stretches.splice(stretch, 0, { in: 'same', length: edit.words.length });
      return [{ ...edit, index }];
    }
    const from = this.#split(edit.index);
    const to = this.#split(edit.index + edit.length);
    const edits: Edit[] = [];
    let { index } = from;
    for (const stretch of this.#stretches.slice(from.stretch, to.stretch)) {
      if (stretch.in === 'same') edits.push({ ...edit, index, length: stretch.length });
      if (stretch.in !== 'gone') index += stretch.length;
    }
    if (edit.kind === 'format') this.#settle(from.stretch, to.stretch, edit.formats);
    if (edit.kind === 'delete') {
      const left = this.#stretches.slice(from.stretch, to.stretch).filter((stretch) => stretch.in === 'new');
      this.#stretches.splice(from.stretch, to.stretch - from.stretch, ...left);
    }
    return edits.toReversed();
  }

  /** Formats that the editor has set by now are not missed any more: caught up later, they would show over its own. */
  #settle(from: number, to: number, set: Formats): void {
    for (let k = from; k < to; k += 1) {
      const { formats, ...stretch } = this.#stretches[k]!;
      const left = Object.entries(formats ?? {}).filter(([key]) => !Object.hasOwn(set, key));
      this.#stretches[k] = left.length === 0 ? stretch : { ...stretch, formats: Object.fromEntries(left) };
    }
  }

  /** Cuts at an index of the editor: right after the character before it. */
  #split(index: number): { stretch: number; index: number } {
    let [shown, held] = [0, 0];
    for (let k = 0; ; k += 1) {
      if (shown === index) return { stretch: k, index: held };
      const stretch = this.#stretches[k] ?? { in: 'same' as const, length: index - shown };
      this.#stretches[k] = stretch;
      if (stretch.in === 'new') held += stretch.length;
      else if (shown + stretch.length <= index) {
        shown += stretch.length;
        if (stretch.in === 'same') held += stretch.length;
      } else {
        const first = index - shown;
        this.#stretches.splice(k, 1, { ...stretch, length: first }, { ...stretch, length: stretch.length - first });
        k -= 1;
      }
    }
  }

  /** An index of the text as one of the editor, and back. */
  shown(index: number): number {
    let [shown, held] = [0, 0];
    for (const stretch of this.#stretches) {
      const part = Math.min(stretch.length, index - held);
      if (stretch.in === 'gone') shown += stretch.length;
      else {
        held += part;
        if (stretch.in === 'same') shown += part;
      }
      if (held >= index) return shown;
    }
    return shown + index - held;
  }
  held(index: number): number {
    let [shown, held] = [0, 0];
    for (const stretch of this.#stretches) {
      if (shown >= index) break;
      const part = Math.min(stretch.length, index - shown);
      if (stretch.in === 'new') held += stretch.length;
      else {
        shown += part;
        if (stretch.in === 'same') held += part;
      }
    }
    return held + index - shown;
  }

  /** All that was missed, as one delta of the text; its insertions are looked up in the text as it is now. */
  catchUp(inserts: readonly { insert: unknown; attributes?: Formats }[]): DeltaOp[] {
    const delta: DeltaOp[] = [];
    let held = 0;
    for (const { in: where, length, formats } of this.#stretches) {
      if (where === 'gone') delta.push({ delete: length });
      else if (where === 'same') delta.push({ retain: length, ...(formats ? { attributes: formats } : {}) });
      else delta.push(...slice(inserts, held, held + length));
      if (where !== 'gone') held += length;
    }
    this.#stretches = [];
    return delta;
  }
}

const slice = (inserts: readonly { insert: unknown; attributes?: Formats }[], from: number, to: number): DeltaOp[] => {
  let at = 0;
  return inserts.flatMap(({ insert, attributes }) => {
    const words = typeof insert === 'string' ? insert : ' ';
    const piece = words.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += words.length;
    return piece === '' ? [] : [{ insert: piece, ...(attributes ? { attributes } : {}) }];
  });
};
