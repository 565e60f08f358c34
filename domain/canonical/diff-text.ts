import type { Block, Run } from '../text/block.ts';
import { diffTokens } from '../text/diff-tokens.ts';

type Kind = 'same' | 'added' | 'removed';
/** What a block is, without its words. */
export type BlockShape = Block extends infer One ? (One extends Block ? Omit<One, 'runs'> : never) : never;
export type Piece = Run & { change: Kind };
/** One block of either side, in reading order. `changed`: the same block as a heading, say, where it `was` a paragraph. */
export type DiffBlock = { shape: BlockShape; was: BlockShape | null; change: Kind | 'changed'; pieces: Piece[] };
/** `changes` counts the places where the two sides differ. */
export type TextDiff = { blocks: DiffBlock[]; changes: number };

type Token = { key: string; shape: BlockShape } | { key: string; run: Run };

/** A merge tag, a word, white space, or one other character: what a reader sees as one thing is one token. */
const words = /\{\{[^{}]*\}\}|[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*|\s+|[^]/gu;

const tokensOf = (blocks: readonly Block[]): Token[] =>
  blocks.flatMap(({ runs, ...shape }): Token[] => [
    // The keys in one order: a version read back from its bytes has them sorted, a draft has not.
    { key: `block ${JSON.stringify(shape, Object.keys(shape).toSorted())}`, shape },
    ...runs.flatMap(({ text, ...marks }) => {
      const marked = JSON.stringify([marks.bold ?? false, marks.italic ?? false, marks.link ?? '']);
      return (text.match(words) ?? []).map((word): Token => ({
        key: `${marked}${word}`,
        run: { text: word, ...marks },
      }));
    }),
  ]);

/** Word diff of two texts; marks count, so a word that became bold is a change. */
export const diffText = (before: readonly Block[], after: readonly Block[]): TextDiff => {
  const old = tokensOf(before);
  const now = tokensOf(after);
  const script = diffTokens(
    old.map(({ key }) => key),
    now.map(({ key }) => key),
  );
  const blocks: DiffBlock[] = [];
  let changes = 0;
  let wasSame = true;
  for (const { kind, from, to } of script) {
    if (kind !== 'same' && wasSame) changes += 1;
    wasSame = kind === 'same';
    for (const token of (kind === 'removed' ? old : now).slice(from, to)) place(blocks, token, kind);
  }
  return { blocks, changes };
};

const place = (blocks: DiffBlock[], token: Token, change: Kind): void => {
  const last = blocks.at(-1);
  if ('shape' in token) {
    // A block whose old beginning went and whose new one came at the same place was only turned into something else.
    if (change === 'added' && last?.change === 'removed' && last.pieces.length === 0)
      blocks[blocks.length - 1] = { shape: token.shape, was: last.shape, change: 'changed', pieces: [] };
    else blocks.push({ shape: token.shape, was: null, change, pieces: [] });
    return;
  }
  const piece = last?.pieces.at(-1);
  if (piece && piece.change === change && sameMarks(piece, token.run)) piece.text += token.run.text;
  else last?.pieces.push({ ...token.run, change });
};

const sameMarks = (one: Run, other: Run): boolean =>
  one.bold === other.bold && one.italic === other.italic && one.link === other.link;
