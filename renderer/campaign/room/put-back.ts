import type * as Y from 'yjs';
import { textOf } from '../../../domain/campaign/sequence.ts';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import { BLOCK_START } from '../../../domain/text/block.ts';

/**
 * Puts words behind everything else of a text, as paragraphs of their own: there they can be seen and moved. False where the
 * text is not there (any more).
 */
export const putBack = (doc: Y.Doc, text: string, words: string): boolean => {
  const found = textOf(doc, text as TextId);
  if (!found) return false;
  const plain = { bold: null, italic: null, link: null };
  doc.transact(() => {
    if (text.startsWith('brief/') || text.endsWith('/body'))
      for (const paragraph of words.split(BLOCK_START).filter((each, index) => each !== '' || index > 0)) {
        found.insert(found.length, BLOCK_START, { kind: 'paragraph' });
        found.insert(found.length, paragraph, plain);
      }
    else
      found.insert(found.length, `${found.length > 0 ? ' ' : ''}${words.replaceAll(BLOCK_START, ' ').trim()}`, plain);
  });
  return true;
};
