import type { Node } from '@tiptap/pm/model';
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceStep, type Step } from '@tiptap/pm/transform';
import { BLOCK_START } from '../../../domain/text/block.ts';
import { formatsOfBlock, formatsOfMarks } from '../../../domain/text/formats-of.ts';
import { formatsOf, fromMarks } from '../schema.ts';
import { indexAt } from './place.ts';

export type Formats = Record<string, unknown>;
/** One change of a text. */
export type Edit =
  | { kind: 'delete'; index: number; length: number }
  | { kind: 'insert'; index: number; words: string; formats: Formats }
  | { kind: 'format'; index: number; length: number; formats: Formats };
type Piece = { words: string; formats: Formats };

/** What a step does to the text, in order. Only what the step touches is looked at, however long the text is. */
export const editsOf = (step: Step, before: Node, after: Node, headless: boolean): Edit[] => {
  if (step instanceof AttrStep)
    return [
      {
        kind: 'format',
        index: indexAt(before, step.pos, headless),
        length: 1,
        formats: { [step.attr]: step.value as unknown },
      },
    ];
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    const marks = formatsOfMarks(fromMarks([step.mark]));
    const formats = step instanceof AddMarkStep ? marks : nothing(marks);
    return words(before, step.from, step.to).map(({ from, to }) => ({
      kind: 'format',
      index: indexAt(before, from, headless),
      length: to - from,
      formats,
    }));
  }
  const edits: Edit[][] = [];
  step.getMap().forEach((oldFrom, oldTo, newFrom, newTo) => {
    edits.push(replaced(before, oldFrom, oldTo, after, newFrom, newTo, headless));
  });
  // From last to first: what comes later never moves what comes before.
  return edits.toReversed().flat();
};

const isEmpty = (formats: Formats): boolean => Object.keys(formats).length === 0;
const nothing = (formats: Formats): Formats => Object.fromEntries(Object.keys(formats).map((key) => [key, null]));

/** The stretches of words within a range, block by block. */
const words = (doc: Node, from: number, to: number): { from: number; to: number }[] => {
  const found: { from: number; to: number }[] = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return;
    const start = Math.max(from, at + 1);
    const end = Math.min(to, at + 1 + node.content.size);
    if (start < end) found.push({ from: start, to: end });
  });
  return found;
};

/** The characters of a range with their formats: block starts and words. */
const pieces = (doc: Node, from: number, to: number): Piece[] => {
  const found: Piece[] = [];
  if (from >= to) return found;
  doc.nodesBetween(from, to, (node, at) => {
    if (node.isTextblock && at >= from) found.push({ words: BLOCK_START, formats: formatsOfBlock(formatsOf(node)) });
    if (!node.isText) return;
    const text = node.text!.slice(Math.max(0, from - at), to - at);
    if (text !== '') found.push({ words: text, formats: formatsOfMarks(fromMarks(node.marks)) });
  });
  return found;
};

const replaced = (
  before: Node,
  oldFrom: number,
  oldTo: number,
  after: Node,
  newFrom: number,
  newTo: number,
  headless: boolean,
): Edit[] => {
  const index = indexAt(before, oldFrom, headless);
  const old = pieces(before, oldFrom, oldTo);
  const now = pieces(after, newFrom, newTo);
  const was = old.map((piece) => piece.words).join('');
  const is = now.map((piece) => piece.words).join('');
  // Characters that stay are not written again: somebody may be typing among them, and threads hang on them.
  const { start, end } = kept(was, is);
  const edits: Edit[] = [];
  for (const [from, length, shift] of [
    [is.length - end, end, was.length - is.length],
    [0, start, 0],
  ] as const)
    edits.push(...reformatted(old, now, from, length, shift, index));
  if (was.length > start + end) edits.push({ kind: 'delete', index: index + start, length: was.length - start - end });
  let at = start;
  for (const piece of cut(now, start, is.length - end)) {
    edits.push({ kind: 'insert', index: index + at, ...piece });
    at += piece.words.length;
  }
  return edits;
};

/** How many characters at start and end are the same; never half an emoji, which Yjs would break. */
const kept = (was: string, is: string): { start: number; end: number } => {
  const most = Math.min(was.length, is.length);
  let start = 0;
  while (start < most && was[start] === is[start]) start += 1;
  if (start > 0 && /[\ud800-\udbff]/.test(was[start - 1]!)) start -= 1;
  let end = 0;
  while (end < most - start && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  if (end > 0 && /[\udc00-\udfff]/.test(was.at(-end)!)) end -= 1;
  return { start, end };
};

const cut = (all: readonly Piece[], from: number, to: number): Piece[] => {
  let at = 0;
  return all.flatMap(({ words, formats }) => {
    const piece = { words: words.slice(Math.max(0, from - at), Math.max(0, to - at)), formats };
    at += words.length;
    return piece.words === '' ? [] : [piece];
  });
};

/** Formats that change on characters that stay: those from `from` in the new piece, `shift` further in the old one. */
const reformatted = (
  old: readonly Piece[],
  now: readonly Piece[],
  from: number,
  length: number,
  shift: number,
  index: number,
): Edit[] => {
  const edits: Edit[] = [];
  const before = cut(old, from + shift, from + shift + length);
  let [k, used, at] = [0, 0, index + from + shift];
  for (const { words, formats } of cut(now, from, from + length))
    for (let left = words.length; left > 0;) {
      const part = before[k]!;
      const length = Math.min(left, part.words.length - used);
      const change = difference(part.formats, formats);
      if (!isEmpty(change)) edits.push({ kind: 'format', index: at, length, formats: change });
      [left, used, at] = [left - length, used + length, at + length];
      if (used === part.words.length) [k, used] = [k + 1, 0];
    }
  return edits;
};
const difference = (was: Formats, is: Formats): Formats => {
  const change: Formats = {};
  for (const key of [...Object.keys(was), ...Object.keys(is)])
    if (JSON.stringify(was[key]) !== JSON.stringify(is[key])) change[key] = is[key] ?? null;
  return change;
};

/** Whether a step can be written to a text whose first block has no start of its own: typing and marking within a block can. */
export const isWithinBlock = (step: Step, before: Node): boolean => {
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) return true;
  if (!(step instanceof ReplaceStep) || step.slice.openStart > 0 || step.slice.openEnd > 0) return false;
  const $from = before.resolve(step.from);
  if ($from.depth !== 1 || step.to > $from.end()) return false;
  let inline = true;
  step.slice.content.forEach((node) => {
    if (!node.isText) inline = false;
  });
  return inline;
};
