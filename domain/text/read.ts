import type * as Y from 'yjs';
import { BLOCK_START, type Block, type Run } from './block.ts';
import { blockFormats, blockOf, marksOf, plainFormats, sameMarks, type BlockFormats } from './formats-of.ts';

/** One stretch of a text as Yjs gives it. */
export type Insert = { insert: unknown; attributes?: Readonly<Record<string, unknown>> };
type Open = { formats: BlockFormats; runs: Run[] };

/**
 * The text as blocks, at least one. Words before the first U+2029 (two people removed the start together) are a paragraph, as
 * is a text of nothing. Reading writes nothing and never throws: a format that is unknown or out of bounds is passed over.
 */
export const readBlocks = (text: Y.Text): Block[] => blocksOf(text.toDelta() as Insert[]);

export const blocksOf = (inserts: readonly Insert[]): Block[] =>
  openBlocks(inserts).map(({ formats, runs }) => blockOf(formats, runs));

/** The same with all attributes of each block, those a reader does not see included. */
export const openBlocks = (inserts: readonly Insert[]): Open[] => {
  const blocks: Open[] = [];
  const words = (text: string, formats: Insert['attributes']): void => {
    if (text === '') return;
    if (blocks.length === 0) blocks.push({ formats: plainFormats, runs: [] });
    const { runs } = blocks.at(-1)!;
    const marks = marksOf(formats);
    const last = runs.at(-1);
    if (last && sameMarks(last, marks)) last.text += text;
    else runs.push({ text, ...marks });
  };
  for (const { insert, attributes } of inserts) {
    if (typeof insert !== 'string') continue;
    const [first = '', ...rest] = insert.split(BLOCK_START);
    words(first, attributes);
    for (const piece of rest) {
      blocks.push({ formats: blockFormats(attributes), runs: [] });
      words(piece, attributes);
    }
  }
  return blocks.length > 0 ? blocks : [{ formats: plainFormats, runs: [] }];
};

/** A subject or preheader: one line. Whatever would break it reads as a space. */
export const readLine = (text: Y.Text): string => text.toJSON().replace(/[\n\r\t\u2028\u2029]/g, ' ');
