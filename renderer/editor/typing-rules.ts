import { InputRule, inputRules } from '@tiptap/pm/inputrules';
import type { MarkType } from '@tiptap/pm/model';
import type { Plugin } from '@tiptap/pm/state';
import type { BlockFormats } from '../../domain/text/formats-of.ts';
import { boldMark, formatsOf, italicMark } from './schema.ts';

/** What was typed at the start of a paragraph says what the block is; the characters that said so go. */
const block = (typed: RegExp, formats: (found: RegExpMatchArray) => Partial<BlockFormats>): InputRule =>
  new InputRule(typed, ({ doc, tr }, found, from, to) => {
    const $from = doc.resolve(from);
    if ($from.depth !== 1 || formatsOf($from.parent).kind !== 'paragraph') return null;
    tr.delete(from, to);
    for (const [key, value] of Object.entries(formats(found))) tr.setNodeAttribute($from.before(), key, value);
    return tr;
  });

/** The signs around the words go, and the words stay where they are, so that nobody's edit in them is lost. */
const mark = (typed: RegExp, type: MarkType): InputRule =>
  new InputRule(typed, ({ tr }, found, from, to) => {
    const [, before = '', signs = '', words = ''] = found;
    const start = from + before.length;
    const end = start + signs.length + words.length;
    // Of the closing signs the last one is still to be typed.
    if (to > end) tr.delete(end, to);
    tr.delete(start, start + signs.length);
    tr.addMark(start, start + words.length, type.create()).removeStoredMark(type);
    return tr;
  });

/** Markdown as it is typed. Backspace right after takes the change back and leaves the characters. */
export const typingRules = (): Plugin =>
  inputRules({
    rules: [
      block(/^(#{1,3})\s$/, (found) => ({ kind: 'heading', level: found[1]!.length as 1 | 2 | 3 })),
      block(/^[-*+]\s$/, () => ({ kind: 'item', list: 'bullet' })),
      block(/^1[.)]\s$/, () => ({ kind: 'item', list: 'number' })),
      block(/^>\s$/, () => ({ kind: 'quote' })),
      mark(/(^|[^*\p{L}\p{N}])(\*\*)([^*\s](?:[^*]*[^*\s])?)\*\*$/u, boldMark),
      mark(/(^|[^_\p{L}\p{N}])(__)([^_\s](?:[^_]*[^_\s])?)__$/u, boldMark),
      mark(/(^|[^*\p{L}\p{N}])(\*)([^*\s](?:[^*]*[^*\s])?)\*$/u, italicMark),
      mark(/(^|[^_\p{L}\p{N}])(_)([^_\s](?:[^_]*[^_\s])?)_$/u, italicMark),
    ],
  });
