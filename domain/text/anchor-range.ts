import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import type { TextId } from '../campaign/rooms.ts';
import type { Anchor } from '../discussion/anchor.ts';
import { BLOCK_START } from './block.ts';
import { blocksOf, type Insert } from './read.ts';
import { formatsOfMarks } from './formats-of.ts';
import { changedWords } from './word-diff.ts';

/** Indexes into a `Y.Text`, every U+2029 counted. */
export type Range = { from: number; to: number };
/** `exact`: the same words stand there. `edited`: others do. `moved`: the words were found elsewhere by what they say. */
export type Found = Range & { how: 'exact' | 'edited' | 'moved' };

const CONTEXT = 40;
const LONGEST_QUOTE = 2000;
/** Block starts read as line ends, so that a quote can be shown, and one character stays one. */
const readable = (text: string): string => text.replaceAll(BLOCK_START, '\n');
/** A cut in the middle of an emoji leaves half of it, which no canonical form can hold. */
const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
const encoded = (text: Y.Text, index: number, association: number): string =>
  toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, association)));

/** Hangs something on the characters from `from` up to `to`. What is typed at either end stays outside. */
export const makeAnchor = (text: Y.Text, textId: TextId, from: number, to: number): Anchor => {
  const words = readable(text.toJSON());
  return {
    text: textId,
    start: encoded(text, from, 0),
    end: encoded(text, to, -1),
    quote: whole(words.slice(from, Math.min(to, from + LONGEST_QUOTE))),
    before: whole(words.slice(Math.max(0, from - CONTEXT), from)),
    after: whole(words.slice(to, to + CONTEXT)),
  };
};

/**
 * Where the anchored words are now; null where they are gone. The same on every replica. `words` is the text's own
 * `readable` characters, for a caller that resolves many.
 */
export const resolveAnchor = (text: Y.Text, anchor: Anchor, words = readable(text.toJSON())): Found | null => {
  const from = indexOf(text, anchor.start);
  const to = indexOf(text, anchor.end);
  const live = from === null || to === null ? '' : words.slice(from, to);
  if (live.trim() === '') return elsewhere(anchor, words);
  const range = { from: from!, to: to! };
  if (live === anchor.quote) return { ...range, how: 'exact' };
  // A quote that was too long to keep whole.
  if (anchor.quote.length >= LONGEST_QUOTE - 1 && live.startsWith(anchor.quote)) return { ...range, how: 'exact' };
  if (!resembles(live, anchor.quote)) {
    const moved = elsewhere(anchor, words);
    if (moved) return moved;
  }
  return { ...range, how: 'edited' };
};
export const readableWords = (text: Y.Text): string => readable(text.toJSON());

const indexOf = (text: Y.Text, position: string): number | null => {
  try {
    const relative = Y.decodeRelativePosition(fromBase64(position));
    // Items redone by an undo are known on the undoing replica alone: following them would make replicas disagree.
    const found = text.doc && Y.createAbsolutePositionFromRelativePosition(relative, text.doc, false);
    return found?.type === text ? found.index : null;
  } catch {
    return null;
  }
};

/** Whether half of the quote's words are still there. */
const resembles = (live: string, quote: string): boolean => {
  const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const left = new Set(wordsOf(live));
  const wanted = wordsOf(quote);
  return wanted.filter((word) => left.has(word)).length * 2 >= wanted.length;
};

/** The quote by its words: a short one counts only where its surroundings fit, too. */
const elsewhere = ({ quote, before, after }: Anchor, words: string): Found | null => {
  if (quote.trim() === '') return null;
  let best: { at: number; score: number } | null = null;
  for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) {
    const score = commonEnd(before, words, at) + commonStart(after, words, at + quote.length);
    if (!best || score > best.score) best = { at, score };
  }
  if (!best || (quote.length < 12 && best.score < 6)) return null;
  return { from: best.at, to: best.at + quote.length, how: 'moved' };
};
const commonEnd = (context: string, words: string, at: number): number => {
  let length = 0;
  while (length < context.length && length < at && context.at(-1 - length) === words[at - 1 - length]) length += 1;
  return length;
};
const commonStart = (context: string, words: string, at: number): number => {
  let length = 0;
  while (length < context.length && context[length] === words[at + length]) length += 1;
  return length;
};

/**
 * Puts other words in place of a range. Words that stay the same are not touched, so that what others type among them and what
 * hangs on them stays; new words take the marks of those they replace. A line end in the replacement keeps a block's start
 * that stands at its place, else it is a line break.
 */
export const replaceRange = (text: Y.Text, range: Range, replacement: string, origin: unknown = null): void => {
  const all = text.toJSON();
  // The first block keeps its start.
  const from = Math.max(range.from, all.startsWith(BLOCK_START) ? 1 : 0);
  const to = Math.min(range.to, all.length);
  if (from > to) return;
  const old = readable(all.slice(from, to));
  const marks = marksAt(text.toDelta() as Insert[]);
  const write = (): void => {
    for (const change of changedWords(old, readable(replacement.replaceAll(/\r\n?/g, '\n'))).toReversed()) {
      const at = from + change.from;
      const removed = change.to - change.from;
      if (change.insert !== '') {
        // Between the first and the last character removed, so that an anchor on the old words ends up on the new ones.
        const place = removed > 0 ? at + 1 : at;
        text.insert(place, change.insert, formatsOfMarks(marks(removed > 0 ? at : Math.max(from, at - 1))));
        if (removed > 1) text.delete(place + change.insert.length, removed - 1);
        if (removed > 0) text.delete(at, 1);
      } else text.delete(at, removed);
    }
  };
  if (text.doc) text.doc.transact(write, origin);
  else write();
};

const marksAt = (inserts: readonly Insert[]) => (index: number) => {
  let at = 0;
  for (const one of inserts) {
    const length = typeof one.insert === 'string' ? one.insert.length : 1;
    if (index < at + length) {
      const { text: _, ...marks } = blocksOf([{ ...one, insert: 'x' }])[0]!.runs[0]!;
      return marks;
    }
    at += length;
  }
  return {};
};
