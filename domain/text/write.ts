import type * as Y from 'yjs';
import { BLOCK_START, type Block } from './block.ts';
import { formatsIn, formatsOfBlock, formatsOfMarks } from './formats-of.ts';

/**
 * Puts blocks in place of all that the text holds; only for first contents and imports, since replacing deletes what others
 * write meanwhile. A founding paragraph stays and becomes the first block, so that words typed into it survive.
 */
export const writeBlocks = (text: Y.Text, blocks: readonly Block[], origin: unknown = null): void => {
  const write = (): void => {
    const founding = text.length === 1 && text.toJSON() === BLOCK_START;
    if (!founding && text.length > 0) text.delete(0, text.length);
    let at = 0;
    blocks.forEach((block, index) => {
      const formats = formatsOfBlock(formatsIn(block));
      if (founding && index === 0) text.format(0, 1, formats);
      else text.insert(at, BLOCK_START, formats);
      at += 1;
      for (const { text: words, ...marks } of block.runs) {
        if (words === '') continue;
        // A U+2029 among words would begin a block of its own.
        text.insert(at, words.replaceAll(BLOCK_START, '\n'), formatsOfMarks(marks));
        at += words.length;
      }
    });
  };
  if (text.doc) text.doc.transact(write, origin);
  else write();
};
