import { MAX_INDENT, type Block } from './block.ts';
import { listInfo } from './lists.ts';
import { readInline, writeInline } from './markdown-inline.ts';

/** A block whose Markdown is still to be read; `raw` is taken as it stands. */
type Draft = { block: Block; text: string; raw?: true };

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const ITEM = /^([ \t]*)(?:[-*+]|(\d{1,3})[.)])[ \t]+(.*)$/;
const QUOTE = /^ {0,3}>[ \t]?(.*)$/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/**
 * Markdown as people write it into mails and notes: a single line end is a line break, not a space. What the text model does
 * not have (tables, code, pictures) stays as its words.
 */
export const fromMarkdown = (markdown: string): Block[] => {
  const drafts: Draft[] = [];
  /** Columns of the items that are open, outermost first. */
  let columns: number[] = [];
  let joins = false;
  let fenced = false;
  for (const line of markdown
    .replace(/^\ufeff/, '')
    .replaceAll('\u2029', '\n')
    .split(/\r\n|\r|\n/)) {
    const last = drafts.at(-1);
    if (FENCE.test(line)) {
      fenced = !fenced;
      joins = false;
      continue;
    }
    if (fenced) {
      if (joins && last) last.text += `\n${line}`;
      else drafts.push({ block: { kind: 'paragraph', runs: [] }, text: line, raw: true });
      joins = true;
      continue;
    }
    if (line.trim() === '') {
      joins = false;
      continue;
    }
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    const quote = QUOTE.exec(line);
    const underline = joins && last?.block.kind === 'paragraph' && !last.text.includes('\n') && UNDERLINE.exec(line);
    if (underline) {
      last.block = { kind: 'heading', level: underline[1]!.startsWith('=') ? 1 : 2, runs: [] };
      joins = false;
    } else if (RULE.test(line)) joins = false;
    else if (heading) {
      const level = Math.min(3, heading[1]!.length) as 1 | 2 | 3;
      drafts.push({ block: { kind: 'heading', level, runs: [] }, text: heading[2]! });
      joins = false;
    } else if (item) {
      const column = item[1]!.replaceAll('\t', '    ').length;
      columns = columns.filter((open) => open + 2 <= column);
      const indent = Math.min(MAX_INDENT, columns.length);
      columns.push(column);
      const list = item[2] === undefined ? 'bullet' : 'number';
      drafts.push({ block: { kind: 'item', list, indent, runs: [] }, text: item[3]! });
      joins = true;
      continue;
    } else if (quote && !(joins && last?.block.kind === 'quote')) {
      joins = quote[1]!.trim() !== '';
      if (joins) drafts.push({ block: { kind: 'quote', runs: [] }, text: quote[1]! });
    } else if (quote && quote[1]!.trim() === '') joins = false;
    else if (last && (joins || (last.block.kind === 'item' && /^(?: {2,}|\t)/.test(line)))) {
      last.text += `\n${quote ? quote[1]! : line.trimStart()}`;
      joins = true;
      continue;
    } else {
      drafts.push({ block: { kind: 'paragraph', runs: [] }, text: line.trimStart() });
      joins = true;
    }
    columns = [];
  }
  return drafts.map(({ block, text, raw }) => {
    // Two spaces or a backslash before a line end say the same as the line end alone.
    const words = raw ? text : text.replace(/(?:[ \t]+|\\)(?=\n)/g, '').trimEnd();
    return { ...block, runs: raw ? [{ text: words }].filter((run) => run.text !== '') : readInline(words) };
  });
};

/** Blocks as CommonMark. An item's indent follows the items around it, since Markdown cannot skip a level. */
export const toMarkdown = (blocks: readonly Block[]): string => {
  const places = listInfo(blocks);
  let open: { indent: number; pad: string; width: number }[] = [];
  let markdown = '';
  blocks.forEach((block, index) => {
    const inline = writeInline(block.runs);
    const text = block.kind === 'heading' ? inline : inline.replaceAll(BEGINS, escapeStart);
    const place = places[index];
    if (block.kind === 'item' && place) {
      open = open.filter(({ indent }) => indent < block.indent);
      const outer = open.at(-1);
      const pad = outer ? outer.pad + ' '.repeat(outer.width) : '';
      const marker = block.list === 'number' ? `${place.position}. ` : '- ';
      open.push({ indent: block.indent, pad, width: marker.length });
      markdown += pad + marker + text.replaceAll('\n', `\n${pad}${' '.repeat(marker.length)}`);
    } else {
      open = [];
      if (block.kind === 'heading') markdown += `${'#'.repeat(block.level)} ${text.replaceAll('\\\n', ' ')}`;
      else if (block.kind === 'quote') markdown += `> ${text.replaceAll('\n', '\n> ')}`;
      else markdown += text;
    }
    markdown += place && places[index + 1] ? '\n' : '\n\n';
  });
  return markdown.trim() === '' ? '' : `${markdown.trimEnd()}\n`;
};
/** What would begin a block of another kind at the start of a line, also behind the marker of an item: `- --` is a rule. */
const BEGINS = /^([ \t]*)(#{1,6}[ \t]|[-+](?=\s|[-+]|$)|=+$|\d+(?=[.)]\s))/gm;
const escapeStart = (_: string, space: string, start: string): string =>
  /^\d/.test(start) ? `${space}${start}\\` : `${space}\\${start}`;
