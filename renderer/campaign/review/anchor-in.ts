import type * as Y from 'yjs';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import { textOf } from '../../../domain/campaign/sequence.ts';
import type { Anchor } from '../../../domain/discussion/anchor.ts';
import { makeAnchor } from '../../../domain/text/anchor-range.ts';
import { BLOCK_START } from '../../../domain/text/block.ts';

/** The most of a paragraph that a comment from the review hangs in, in characters. */
const MOST = 120;

/** The first words of a text of the draft, for a comment to hang in; null where it has none any more. */
export const anchorIn = (draft: { brief: Y.Doc; copy: Y.Doc }, text: TextId): Anchor | null => {
  const found = textOf(text.startsWith('brief/') ? draft.brief : draft.copy, text);
  const words = found?.toJSON() ?? '';
  const from = words.startsWith(BLOCK_START) ? 1 : 0;
  const next = words.indexOf(BLOCK_START, from);
  const to = Math.min(next < 0 ? words.length : next, from + MOST);
  return found && to > from ? makeAnchor(found, text, from, to) : null;
};
