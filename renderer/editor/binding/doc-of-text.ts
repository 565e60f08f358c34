import { Fragment, type Node } from '@tiptap/pm/model';
import type * as Y from 'yjs';
import { BLOCK_START } from '../../../domain/text/block.ts';
import { plainFormats } from '../../../domain/text/formats-of.ts';
import { openBlocks, type Insert } from '../../../domain/text/read.ts';
import { blockNode, schema } from '../schema.ts';

/** `copy` is blocks; a `line` (subject, preheader) is one block whose text has no block starts and no marks. */
export type Mode = 'copy' | 'line';

/** What the editor shows of a text. Reading writes nothing. */
export const docOf = (text: Y.Text, mode: Mode): Node => {
  if (mode === 'line')
    return schema.node('doc', null, [blockNode({ formats: plainFormats, runs: [{ text: text.toJSON() }] })]);
  return schema.node('doc', null, Fragment.from(openBlocks(text.toDelta() as Insert[]).map(blockNode)));
};

/**
 * Whether the text begins with a block's start. It may not: two people can remove the first block each in a way that spares a
 * part of it, and a line never does. Then the first block of the document stands in no character.
 */
export const startsBlock = (text: Y.Text, mode: Mode): boolean => {
  if (mode === 'line') return false;
  for (let item = text._start; item; item = item.right)
    if (!item.deleted && item.countable) return (item.content.getContent()[0] as unknown) === BLOCK_START;
  return false;
};
