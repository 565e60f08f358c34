import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

/** The blocks of the new document that a transaction touched, so that a keystroke is not drawn over 50 pages. */
export const changedBlocks = (
  tr: Transaction,
): { from: number; to: number; blocks: { node: Node; position: number }[] } => {
  let [from, to] = [tr.doc.content.size, 0];
  tr.mapping.maps.forEach((map, k) => {
    map.forEach((_oldFrom, _oldTo, newFrom, newTo) => {
      const rest = tr.mapping.slice(k + 1);
      from = Math.min(from, rest.map(newFrom, -1));
      to = Math.max(to, rest.map(newTo, 1));
    });
  });
  const blocks: { node: Node; position: number }[] = [];
  if (from > to) return { from: 0, to: 0, blocks };
  tr.doc.nodesBetween(Math.max(0, from - 1), Math.min(tr.doc.content.size, to + 1), (node, position) => {
    blocks.push({ node, position });
    return false;
  });
  const last = blocks.at(-1);
  if (!last) return { from: 0, to: 0, blocks };
  return { from: blocks[0]!.position, to: last.position + last.node.nodeSize, blocks };
};
