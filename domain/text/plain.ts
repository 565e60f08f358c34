import type { Block } from './block.ts';
import { listInfo } from './lists.ts';

/** A block's words without its marks; offsets in it are offsets in the block. */
export const wordsOf = (block: Block): string => block.runs.map(({ text }) => text).join('');

/** Blocks as plain text for mail programs and the clipboard: an empty line between blocks, none between items. */
export const toPlain = (blocks: readonly Block[]): string => {
  const places = listInfo(blocks);
  return blocks
    .map((block, index) => {
      const place = places[index];
      const after = index === blocks.length - 1 ? '' : place && places[index + 1] ? '\n' : '\n\n';
      if (!place) return (block.kind === 'quote' ? quoted(wordsOf(block)) : wordsOf(block)) + after;
      const pad = '  '.repeat(place.level - 1);
      const lead = `${pad}${place.marker} `;
      return lead + wordsOf(block).replaceAll('\n', `\n${' '.repeat(lead.length)}`) + after;
    })
    .join('');
};

const quoted = (words: string): string => `> ${words.replaceAll('\n', '\n> ')}`;
