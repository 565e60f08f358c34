import type { EditorState, Transaction } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { BLOCK_START } from '../../../domain/text/block.ts';
import { docOf, startsBlock, type Mode } from './doc-of-text.ts';
import { editsOf, isWithinBlock, type Edit } from './edits.ts';
import { followDelta, replaceDifference } from './follow-delta.ts';
import { Lag, type DeltaOp } from './lag.ts';
import { indexAt, positionAt } from './place.ts';

/** What the binding needs of an editor's view. */
export type BoundView = {
  readonly state: EditorState;
  readonly composing: boolean;
  /** Shows a transaction without writing it to the text. */
  show: (tr: Transaction) => void;
};

/** Set on transactions that show what the text already holds. */
export const FROM_TEXT = 'from text';

/**
 * Keeps a document of blocks and a `Y.Text` the same. Steps of the editor become insertions, deletions and formats of exactly
 * the characters they touch; deltas of the text become steps. Nothing is ever written by looking: what an editor shows can be
 * wrong for a moment, but it is never pushed over what others wrote.
 */
export class TextBinding {
  readonly text: Y.Text;
  readonly mode: Mode;
  readonly undo: Y.UndoManager;
  readonly #lag = new Lag();
  #headless: boolean;
  #view: BoundView | null = null;
  #healing: ReturnType<typeof setTimeout> | undefined;

  constructor(text: Y.Text, mode: Mode) {
    this.text = text;
    this.mode = mode;
    this.#headless = !startsBlock(text, mode);
    // Only what this editor wrote can be undone by it.
    this.undo = new Y.UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: 500 });
  }

  /** The first document of the view, to be made right before `attach`. */
  doc(): ReturnType<typeof docOf> {
    return docOf(this.text, this.mode);
  }

  attach(view: BoundView): void {
    this.#view = view;
    this.text.observe(this.#observe);
  }

  destroy(): void {
    clearTimeout(this.#healing);
    this.text.unobserve(this.#observe);
    this.undo.destroy();
    this.#view = null;
  }

  /** Writes what transactions of the editor did, in one transaction of the text, before the view shows them. */
  write(transactions: readonly Transaction[]): void {
    const own = transactions.filter((tr) => tr.docChanged && tr.getMeta(FROM_TEXT) !== true);
    if (own.length === 0 || !this.text.doc) return;
    if (own.some((tr) => tr.getMeta('uiEvent') === 'paste' || tr.getMeta('uiEvent') === 'drop'))
      this.undo.stopCapturing();
    this.text.doc.transact(() => {
      for (const tr of own)
        tr.steps.forEach((step, k) => {
          const before = tr.docs[k]!;
          if (this.#headless && this.mode === 'copy' && !isWithinBlock(step, before)) this.#begin();
          for (const edit of editsOf(step, before, tr.docs[k + 1] ?? tr.doc, this.#headless)) this.#put(edit);
        });
    }, this);
  }

  /** The text's first block gets its start, since something is about to be done to it. */
  #begin(): void {
    this.#put({ kind: 'insert', index: 0, words: BLOCK_START, formats: { kind: 'paragraph' } });
    this.#headless = false;
  }

  #put(edit: Edit): void {
    for (const one of this.#lag.through(edit))
      if (one.kind === 'delete') this.text.delete(one.index, one.length);
      else if (one.kind === 'format') this.text.format(one.index, one.length, one.formats);
      else if (this.mode === 'line') this.text.insert(one.index, one.words);
      // All formats are named: else the words would take over those of a block's start.
      else this.text.insert(one.index, one.words, { ...one.formats });
  }

  readonly #observe = (event: Y.YTextEvent, { origin }: Y.Transaction): void => {
    if (origin === this || !this.#view) return;
    const delta = event.delta as DeltaOp[];
    if (this.#view.composing || !this.#lag.empty) this.#lag.missed(delta);
    else this.#follow(delta, origin === this.undo);
    this.#healSoon();
  };

  /** Shows what waited for the end of a composition. */
  composed(): void {
    if (this.#view && !this.#view.composing && !this.#lag.empty)
      this.#follow(this.#lag.catchUp(this.text.toDelta() as { insert: unknown }[]), false);
  }

  #follow(delta: readonly DeltaOp[], undone: boolean): void {
    const { state, show } = this.#view!;
    const tr = state.tr;
    const headless = !startsBlock(this.text, this.mode);
    const followed = headless === this.#headless && followDelta(tr, delta, this.mode, headless);
    this.#headless = headless;
    if (followed === false) {
      show(asText(this.#difference(state.tr)));
      return;
    }
    if (undone && followed.end !== null)
      tr.setSelection(TextSelection.near(tr.doc.resolve(followed.end), -1)).scrollIntoView();
    show(asText(tr));
  }

  #difference(tr: Transaction): Transaction {
    replaceDifference(tr, this.doc());
    return tr;
  }

  /** After changes from elsewhere, when there is time: should the view differ from the text, the text is right. */
  #healSoon(): void {
    clearTimeout(this.#healing);
    this.#healing = setTimeout(() => this.heal(), 1000);
  }
  heal(): boolean {
    if (!this.#view || !this.#lag.empty || this.#view.composing) return false;
    this.#headless = !startsBlock(this.text, this.mode);
    const tr = this.#difference(this.#view.state.tr);
    if (!tr.docChanged) return false;
    this.#view.show(asText(tr));
    return true;
  }

  /** A position of the document as an index of the text, and back. */
  indexAt(position: number, doc = this.#view!.state.doc): number {
    return this.#lag.held(indexAt(doc, position, this.#headless));
  }
  positionAt(index: number, doc = this.#view!.state.doc): number {
    return Math.max(1, positionAt(doc, this.#lag.shown(index), this.#headless));
  }
}

const asText = (tr: Transaction): Transaction => tr.setMeta(FROM_TEXT, true).setMeta('addToHistory', false);
