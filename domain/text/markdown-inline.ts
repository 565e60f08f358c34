import type { Run } from './block.ts';
import { type Marks, sameMarks } from './formats-of.ts';
import { isAllowedLink } from './link.ts';

// Bounded, so that a long text of unclosed marks is read in linear time.
const INNER = String.raw`((?:\\[^]|\{\{[^{}\n]*\}\}|[^\\]){0,3000}?(?:\{\{[^{}\n]*\}\}|[^\s\\]|\\[^\s]))`;
const HREF = String.raw`<?((?:\\.|\([^\s()<>]*\)|[^\s()<>\\])*)>?`;
const INLINE = new RegExp(
  [
    String.raw`(?<tag>\{\{[^{}\n]*\}\})`,
    String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
    '(?<ticks>`+)(?<code>[^`]{1,3000}?)\\k<ticks>(?!`)',
    String.raw`<(?<auto>(?:https?:\/\/|mailto:)[^\s<>]+)>`,
    String.raw`!?\[(?<label>(?:\\[^]|\{\{[^{}\n]*\}\}|[^\]\\\n]){0,3000})\]\(\s*${HREF.replace('(', '(?<href>')}(?:\s+"[^"\n]*")?\s*\)`,
    String.raw`(?<strong>\*\*|(?<![\p{L}\p{N}])__)(?=\S)${INNER.replace('(', '(?<bold>')}\k<strong>(?!\*)`,
    String.raw`\*(?=[^\s*])${INNER.replace('(', '(?<italic>')}\*(?!\*)`,
    String.raw`(?<![\p{L}\p{N}_])_(?=[^\s_])${INNER.replace('(', '(?<emphasis>')}_(?![\p{L}\p{N}_])`,
  ].join('|'),
  'gu',
);

/** Reads the marks of one block's Markdown. A merge tag is taken as it stands; a link to somewhere forbidden keeps its words. */
export const readInline = (markdown: string, marks: Marks = {}): Run[] => {
  const runs: Run[] = [];
  const add = (text: string, its: Marks): void => {
    const last = runs.at(-1);
    if (last && sameMarks(last, its)) last.text += text;
    else if (text !== '') runs.push({ text, ...its });
  };
  const inside = (text: string, more: Marks): void => {
    for (const { text: words, ...its } of readInline(text, { ...marks, ...more })) add(words, its);
  };
  let at = 0;
  for (const found of markdown.matchAll(INLINE)) {
    add(markdown.slice(at, found.index), marks);
    at = found.index + found[0].length;
    const { tag, escaped, code, auto, label, href, bold, italic, emphasis } = found.groups!;
    const slanted = italic ?? emphasis;
    if (bold !== undefined) inside(bold, { bold: true });
    else if (slanted !== undefined) inside(slanted, { italic: true });
    else if (label !== undefined) inside(label, linkTo((href ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1')));
    else if (auto !== undefined) add(auto.replace(/^mailto:/i, ''), { ...marks, ...linkTo(auto) });
    else add(tag?.replace(/\\([\\<>])/g, '$1') ?? escaped ?? code ?? '', marks);
  }
  add(markdown.slice(at), marks);
  return runs;
};
/** A link without a scheme stays one, so that the gate's check can point at it. */
const linkTo = (href: string): Marks =>
  href !== '' && (isAllowedLink(href) || !/^[a-z][a-z0-9+.-]*:/i.test(href)) ? { link: href.slice(0, 2048) } : {};

const escape = (text: string): string =>
  text
    .split(/(\{\{[^{}\n]*\}\})/)
    // A merge tag stands as it is, but for what would begin HTML where its fallback holds some. Braces of one that is cut in two by marks
    // are words: left as they are, what stands between them would be read as a tag, marks and all.
    .map((piece, index) => piece.replace(index % 2 === 1 ? /[\\<>]/g : /[\\`*_[\]<>]|\{(?=\{)/g, String.raw`\$&`))
    .join('')
    .replaceAll('\n', '\\\n');

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** Marks close before white space and open after it, else Markdown takes the stars for text. */
export const writeInline = (runs: readonly Run[]): string =>
  runs
    .map(({ text, bold, italic, link }) => {
      const [, before = '', words = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text)!;
      if (words === '') return text.replaceAll('\n', '\\\n');
      let markdown = escape(words);
      if (italic) markdown = bold ? `_${markdown}_` : `*${markdown}*`;
      if (bold) markdown = `**${markdown}**`;
      if (link !== undefined) markdown = `[${markdown}](${link.replace(/[()\s\\<>]/g, percent)})`;
      return escape(before) + markdown + escape(after);
    })
    .join('');
