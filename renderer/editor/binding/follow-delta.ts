import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { BLOCK_START } from '../../../domain/text/block.ts';
import { blockFormats, marksOf, type BlockFormats } from '../../../domain/text/formats-of.ts';
import { blockType, boldMark, formatsOf, italicMark, linkMark, schema, toMarks } from '../schema.ts';
import type { Mode } from './doc-of-text.ts';
import type { Formats } from './edits.ts';
import type { DeltaOp } from './lag.ts';
import { positionAt } from './place.ts';

/** Longer deltas cost more step by step than a comparison of the whole. */
const MOST_OPS = 300;

/**
 * Does to the document what a delta did to the text, with the smallest steps, so that selection and decorations stay where they
 * are. False where the delta touches the start of the text or is long: the caller compares the whole then. `end` is where the
 * last words came or went, for the caret after an undo.
 */
export const followDelta = (
  tr: Transaction,
  delta: readonly DeltaOp[],
  mode: Mode,
  headless: boolean,
): { end: number | null } | false => {
  const line = mode === 'line';
  if (delta.length > MOST_OPS || (!line && (headless || delta[0]?.retain === undefined))) return false;
  let index = 0;
  let end: number | null = null;
  const at = (place: number): number => positionAt(tr.doc, place, headless);
  for (const { retain, delete: removed, insert, attributes } of delta) {
    if (retain !== undefined) {
      if (attributes && !line) reformat(tr, index, retain, attributes);
      index += retain;
    } else if (removed !== undefined) {
      tr.delete(at(index), at(index + removed));
      end = at(index);
    } else {
      // What is no string cannot be shown or counted here; the update check lets none in.
      if (typeof insert !== 'string') return false;
      for (const piece of line ? [insert] : insert.split(/(\u2029)/)) {
        if (piece === '') continue;
        if (piece === BLOCK_START && !line) startBlock(tr, at(index), blockFormats(attributes));
        else tr.insert(at(index), schema.text(piece, line ? [] : toMarks(marksOf(attributes))));
        index += piece.length;
      }
      end = at(index);
    }
  }
  return { end };
};

/** The rest of the block becomes one of its own; at the end of a block a caret that stands there stays. */
const startBlock = (tr: Transaction, position: number, formats: BlockFormats): void => {
  const $at = tr.doc.resolve(position);
  if ($at.parentOffset === $at.parent.content.size) tr.insert(position + 1, blockType.create(formats));
  else tr.split(position, 1, [{ type: blockType, attrs: formats }]);
};

const markTypes = { bold: boldMark, italic: italicMark, link: linkMark };

const reformat = (tr: Transaction, from: number, length: number, changed: Formats): void => {
  const blocks = Object.keys(formatsOf(blockType.create())).filter((key) => Object.hasOwn(changed, key));
  const marks = (['bold', 'italic', 'link'] as const).filter((key) => Object.hasOwn(changed, key));
  if (blocks.length === 0 && marks.length === 0) return;
  const values = blockFormats(changed);
  const added = toMarks(marksOf(changed));
  // Formats move no position, so the document's own positions hold throughout.
  eachBlock(tr.doc, (node, position, index) => {
    if (index >= from && index < from + length)
      for (const key of blocks as (keyof BlockFormats)[])
        if (node.attrs[key] !== values[key]) tr.setNodeAttribute(position, key, values[key]);
    const start = Math.max(from, index + 1);
    const stop = Math.min(from + length, index + 1 + node.content.size);
    if (start >= stop) return;
    const shift = position - index;
    for (const key of marks) {
      const mark = added.find(({ type }) => type === markTypes[key]);
      if (mark) tr.addMark(start + shift, stop + shift, mark);
      else tr.removeMark(start + shift, stop + shift, markTypes[key]);
    }
  });
};

/** Each block with its position and the index of its start. */
const eachBlock = (doc: Node, visit: (node: Node, position: number, index: number) => void): void => {
  let index = 0;
  doc.forEach((node, position) => {
    visit(node, position, index);
    index += node.content.size + 1;
  });
};

/** Puts what differs between two documents into the first; for changes that cannot be followed. */
export const replaceDifference = (tr: Transaction, now: Node): void => {
  const start = tr.doc.content.findDiffStart(now.content);
  if (start === null) return;
  let { a, b } = tr.doc.content.findDiffEnd(now.content)!;
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  tr.replace(start, a, now.slice(start, b));
};
