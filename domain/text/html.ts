import type { Block, Run } from './block.ts';
import { isAllowedLink } from './link.ts';

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const runHtml = ({ text, bold, italic, link }: Run): string => {
  let html = escapeHtml(text).replaceAll('\n', '<br>');
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  return isAllowedLink(link) ? `<a href="${escapeHtml(link)}">${html}</a>` : html;
};
const inner = (block: Block): string => block.runs.map(runHtml).join('');

/**
 * Blocks as HTML with real lists. A list inside another stands in the item before it; an indent that skips a level nests by
 * one. With `indents` each item says its own indent, so that an own copy pastes as it was.
 */
export const toHtml = (blocks: readonly Block[], indents = false): string => {
  let html = '';
  const open: { tag: string; indent: number }[] = [];
  const close = (): void => {
    html += `</li></${open.pop()!.tag}>`;
  };
  for (const block of blocks) {
    if (block.kind !== 'item') {
      while (open.length > 0) close();
      const tag = block.kind === 'heading' ? `h${block.level}` : block.kind === 'quote' ? 'blockquote' : 'p';
      html += `<${tag}>${inner(block)}</${tag}>`;
      continue;
    }
    const { indent } = block;
    const tag = block.list === 'number' ? 'ol' : 'ul';
    while (open.length > 0 && open.at(-1)!.indent > indent) close();
    if (open.at(-1)?.indent === indent && open.at(-1)!.tag !== tag) close();
    if (open.at(-1)?.indent === indent) html += '</li>';
    else {
      html += `<${tag}>`;
      open.push({ tag, indent });
    }
    html += `<li${indents ? ` data-indent="${indent}"` : ''}>${inner(block)}`;
  }
  while (open.length > 0) close();
  return html;
};
