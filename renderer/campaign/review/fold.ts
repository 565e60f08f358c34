import type { DiffBlock } from '../../../domain/canonical/diff-text.ts';

export type Fold = { same: boolean; blocks: DiffBlock[] };

const isSame = (block: DiffBlock): boolean =>
  block.change === 'same' && block.pieces.every((piece) => piece.change === 'same');

/** Stretches of blocks that are the same, and those that are not; one unchanged block alone is context and stays. */
export const foldBlocks = (blocks: readonly DiffBlock[]): Fold[] => {
  const folds: Fold[] = [];
  for (const block of blocks) {
    const same = isSame(block);
    const last = folds.at(-1);
    if (last?.same === same) last.blocks.push(block);
    else folds.push({ same, blocks: [block] });
  }
  return folds.map((fold) => (fold.same && fold.blocks.length === 1 ? { ...fold, same: false } : fold));
};
