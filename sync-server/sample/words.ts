import * as Y from 'yjs';
import { BLOCK_START } from '../../domain/text/block.ts';
import type { Change, Inline, StoryBlock } from './story.ts';

export type Insert = { insert: string; attributes?: Record<string, unknown> };

/** Writes the story's blocks and merge tags as the characters and formats of a text. `labels`: a merge field's name in the story -> in a tag. */
export class Words {
  readonly #labels: ReadonlyMap<string, string>;
  constructor(labels: ReadonlyMap<string, string>) {
    this.#labels = labels;
  }

  line(content: readonly Inline[]): string {
    return content.map((inline) => this.#characters(inline)).join('');
  }

  blocks(blocks: readonly StoryBlock[]): Insert[] {
    return blocks.flatMap((block) => [
      { insert: BLOCK_START, attributes: attributesOf(block) },
      ...block.content.map((inline) => ({ insert: this.#characters(inline), attributes: marksOf(inline) })),
    ]);
  }

  #characters(inline: Inline): string {
    if ('text' in inline) return inline.text;
    const label = this.#labels.get(inline.mergeTag);
    if (label === undefined) throw new Error(`the story has no merge field ${inline.mergeTag}`);
    return `{{${label} | ${inline.fallback}}}`;
  }
}

const attributesOf = (block: StoryBlock): Record<string, unknown> => {
  if (block.kind === 'list-item') return { kind: 'item', list: block.list, indent: block.indent };
  return block.kind === 'heading' ? { kind: 'heading', level: block.level } : { kind: block.kind };
};
const marksOf = (inline: Inline): Record<string, unknown> => {
  const marks = 'text' in inline ? (inline.marks ?? []) : [];
  return Object.fromEntries(marks.map((mark) => [mark.type, mark.type === 'link' ? { href: mark.href } : true]));
};

/** First content of a text that holds at most its founding paragraph. */
export const fill = (text: Y.Text, inserts: readonly Insert[]): void => {
  if (text.length > 0) text.delete(0, text.length);
  insertAll(text, 0, inserts);
};
const insertAll = (text: Y.Text, at: number, inserts: readonly Insert[]): void => {
  let index = at;
  for (const { insert, attributes } of inserts) {
    text.insert(index, insert, { ...noFormats, ...attributes });
    index += insert.length;
  }
};
/** Without these an insertion would take over the formats of what stands before it. */
const noFormats = { kind: null, level: null, list: null, indent: null, bold: null, italic: null, link: null };

/** Carries out one change of the story in a text; `back` takes it back. Throws where its words are not there. */
export const rewrite = (text: Y.Text, change: Change, words: Words, back = false): void => {
  if (change.blocks) {
    const inserts = words.blocks(change.blocks);
    if (back) text.delete(find(text, inserts.map(({ insert }) => insert).join('')), lengthOf(inserts));
    else insertAll(text, find(text, BLOCK_START + (change.before ?? '')), inserts);
    return;
  }
  const [was = '', became = ''] = back ? [change.became, change.was] : [change.was, change.became];
  if (was === '') text.insert(besideOf(text, change), became);
  else if (became === '') text.delete(find(text, was), was.length);
  else replace(text, find(text, was), was.length, became);
};
const lengthOf = (inserts: readonly Insert[]): number => inserts.reduce((sum, { insert }) => sum + insert.length, 0);
const besideOf = (text: Y.Text, { before, after }: Change): number =>
  after === undefined ? find(text, before ?? '') : find(text, after) + after.length;

/** What a text held before the story changed it: `inserts` with the changes taken back, newest first. */
export const before = (inserts: readonly Insert[], changes: readonly Change[], words: Words): Insert[] => {
  const text = new Y.Doc().getText();
  fill(text, inserts);
  for (const change of changes.toReversed()) rewrite(text, change, words, true);
  return text.toDelta() as Insert[];
};

/** Between the first and the second of the old characters, so that a thread hung on the old words hangs on the new ones. */
const replace = (text: Y.Text, at: number, length: number, became: string): void => {
  text.insert(at + 1, became);
  text.delete(at + 1 + became.length, length - 1);
  text.delete(at, 1);
};
export const find = (text: Y.Text, words: string): number => {
  const at = text.toJSON().indexOf(words);
  if (words === '' || at < 0) throw new Error(`the sample has no words “${words}”`);
  return at;
};
