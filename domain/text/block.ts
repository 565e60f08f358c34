/** A stretch of text with the same marks. `text` may hold U+000A (a line break) and merge tags `{{name | fallback}}`. */
export type Run = { text: string; bold?: true; italic?: true; link?: string };

/** One block of copy, holding only what a reader can see: a level only in headings, list and indent only in items. */
export type Block =
  | { kind: 'paragraph' | 'quote'; runs: Run[] }
  | { kind: 'heading'; level: 1 | 2 | 3; runs: Run[] }
  | { kind: 'item'; list: 'bullet' | 'number'; indent: number; runs: Run[] };

/** Begins every block in a `Y.Text`; its formats are the block's attributes. */
export const BLOCK_START = '\u2029';
/** A list item's indent is 0 to this. */
export const MAX_INDENT = 6;
