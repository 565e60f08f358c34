import type { Node } from '@tiptap/pm/model';

/**
 * A document of blocks as one string: each block's opening is one character (U+2029), its end is none. So a position is an
 * index once the ends before it are taken off. `headless`: the first block's opening is no character (see `startsBlock`).
 */
export const indexAt = (doc: Node, position: number, headless: boolean): number => {
  let ended = 0;
  for (let at = 0; ended < doc.childCount; ended += 1) {
    at += doc.child(ended).nodeSize;
    if (at > position) break;
  }
  return position - ended - (headless ? 1 : 0);
};

/** The place right after the character before `index`, always inside a block. Index 0 of a text with a start has none: -1. */
export const positionAt = (doc: Node, index: number, headless: boolean): number => {
  let left = index - (headless ? 0 : 1);
  if (left < 0) return -1;
  for (let k = 0, at = 0; k < doc.childCount; k += 1) {
    const { size } = doc.child(k).content;
    if (left <= size) return at + 1 + left;
    left -= size + 1;
    at += size + 2;
  }
  return doc.content.size - 1;
};
