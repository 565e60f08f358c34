import * as Y from 'yjs';

/** A stretch of a text's characters that one Yjs client typed. */
export type Written = { from: number; to: number; client: number };

/**
 * Who typed which characters, straight from the text's own items: nothing is stored for it. Formats are items of their own and
 * have no characters; what was deleted is passed over.
 */
export const writtenBy = (text: Y.Text): Written[] => {
  const written: Written[] = [];
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client } = item.id;
    const last = written.at(-1);
    if (last?.client === client && last.to === at) last.to += item.length;
    else written.push({ from: at, to: at + item.length, client });
    at += item.length;
  }
  return written;
};
