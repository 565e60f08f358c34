import { diffTokens } from './diff-tokens.ts';

/** Puts `insert` in place of `from` up to `to` of the old text. */
export type Change = { from: number; to: number; insert: string };

const WORD = /\s*(?:[\p{L}\p{N}]+|[^\s\p{L}\p{N}])|\s+/gu;

/** What changes, in words, from one text to another, from first to last. Words that stay are in no change. */
export const changedWords = (old: string, now: string): Change[] => {
  const was = old.match(WORD) ?? [];
  const is = now.match(WORD) ?? [];
  const changes: Change[] = [];
  let at = 0;
  let open: Change | null = null;
  for (const { kind, from, to } of diffTokens(was, is)) {
    const words = (kind === 'removed' ? was : is).slice(from, to).join('');
    if (kind === 'same') {
      at += words.length;
      open = null;
      continue;
    }
    if (!open) {
      open = { from: at, to: at, insert: '' };
      changes.push(open);
    }
    if (kind === 'added') open.insert += words;
    else {
      at += words.length;
      open.to = at;
    }
  }
  return changes;
};
