import type * as Y from 'yjs';
import type { PartId, TextId } from '../../../domain/campaign/rooms.ts';
import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { DiffBlock } from '../../../domain/canonical/diff-text.ts';
import type { Thread } from '../../../domain/state.ts';
import { BLOCK_START } from '../../../domain/text/block.ts';
import { diffTokens } from '../../../domain/text/diff-tokens.ts';
import { writtenBy } from '../../editor/binding/written-by.ts';
import { proposerIn } from '../text/proposed.ts';

/** How many of the words that came each member wrote, and how many of those were proposed to somebody else. */
export type Wrote = ReadonlyMap<string, { words: number; suggested: number }>;
export type WroteIn = {
  parts: ReadonlyMap<PartId, Wrote>;
  all: Wrote;
  /** Words that came and that the draft has no more: their writers cannot be told. */
  unknown: number;
};

/** Words, merge tags, spaces and signs, each as one piece. */
const tokensOf = (text: string): string[] =>
  text.match(/\{\{[^{}]*\}\}|[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*|\s+|[^]/gu) ?? [];
const isWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);

/** One side of a difference as the characters of its text, with the words that came at their places. */
const newerSide = (blocks: readonly DiffBlock[], isLine: boolean) => {
  let text = '';
  const came: { at: number; word: string }[] = [];
  for (const { change, pieces } of blocks) {
    if (change !== 'removed' && !isLine) text += BLOCK_START;
    for (const piece of pieces) {
      if (piece.change === 'removed') continue;
      let at = text.length;
      for (const token of tokensOf(piece.text)) {
        if (piece.change === 'added' && isWord(token)) came.push({ at, word: token });
        at += token.length;
      }
      text += piece.text;
    }
  }
  return { text, came };
};

/** Where characters of one text stand in another; null where they are gone. */
const placesIn = (from: string, to: string): ((at: number) => number | null) => {
  if (from === to) return (at) => at;
  const [old, now] = [tokensOf(from), tokensOf(to)];
  const kept: { from: number; to: number; length: number }[] = [];
  let [at, there] = [0, 0];
  for (const { kind, from: start, to: end } of diffTokens(old, now)) {
    const length = (kind === 'removed' ? old : now).slice(start, end).join('').length;
    if (kind === 'same') kept.push({ from: at, to: there, length });
    if (kind !== 'added') at += length;
    if (kind !== 'removed') there += length;
  }
  return (position) => {
    const run = kept.find((each) => position >= each.from && position < each.from + each.length);
    return run ? run.to + position - run.from : null;
  };
};

/**
 * Who wrote the words that came with a version, read from the draft: its characters know their writers, a frozen version does not.
 * `textOf` finds a text of the draft, `memberOf` whoever typed in it under a client id.
 */
export const wroteIn = (
  diff: readonly PartDiff[],
  textOf: (id: TextId) => Y.Text | null,
  memberOf: (client: number, text: TextId) => string | undefined,
  threads: Readonly<Record<string, Thread>>,
): WroteIn => {
  const parts = new Map<PartId, Wrote>();
  const all = new Map<string, { words: number; suggested: number }>();
  let unknown = 0;
  for (const { part, change, texts } of diff) {
    if (change === 'removed') continue;
    const here = new Map<string, { words: number; suggested: number }>();
    const count = (member: string, suggested: boolean) => {
      for (const into of [here, all]) {
        const now = into.get(member) ?? { words: 0, suggested: 0 };
        into.set(member, { words: now.words + 1, suggested: now.suggested + (suggested ? 1 : 0) });
      }
    };
    for (const { text: id, blocks, changes } of texts) {
      if (changes === 0) continue;
      const { text, came } = newerSide(blocks, id.endsWith('/subject') || id.endsWith('/preheader'));
      const draft = textOf(id);
      const place = placesIn(text, draft?.toJSON() ?? '');
      const runs = draft ? writtenBy(draft) : [];
      const words = draft?.toJSON() ?? '';
      const proposer = proposerIn(threads, id);
      for (const { at } of came) {
        const found = place(at);
        const run = found === null ? undefined : runs.find((each) => found >= each.from && found < each.to);
        const member = run && memberOf(run.client, id);
        const by = run && member && proposer(member, words.slice(run.from, run.to));
        if (member) count(by ?? member, Boolean(by) && by !== member);
        else unknown += 1;
      }
    }
    if (here.size > 0) parts.set(part, here);
  }
  return { parts, all, unknown };
};
