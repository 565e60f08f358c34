import { Fragment, Slice, type DOMParser as PMParser, type DOMSerializer } from '@tiptap/pm/model';
import { Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { Block } from '../../../domain/text/block.ts';
import { toHtml } from '../../../domain/text/html.ts';
import { isAllowedLink } from '../../../domain/text/link.ts';
import { fromMarkdown } from '../../../domain/text/markdown.ts';
import { toPlain, wordsOf } from '../../../domain/text/plain.ts';
import { setLink } from '../commands.ts';
import { blocksOfNodes, nodesOf } from '../schema.ts';
import { htmlBlocks } from './html-blocks.ts';

const MARKDOWN = /^(?:#{1,6} |\s*[-*+] \S|\s*\d{1,3}[.)] \S|> )|\*\*\S[^*]*\*\*|\[[^\]\n]+\]\([^)\s]+\)/m;

/** Plain text as blocks: Markdown where it plainly is some, else an empty line parts paragraphs. */
export const textBlocks = (text: string, plain: boolean): Block[] => {
  if (!plain && MARKDOWN.test(text)) return fromMarkdown(text);
  const parts = text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u2029', '\n')
    .split(/\n[ \t]*\n+/);
  return parts.map((part): Block => ({ kind: 'paragraph', runs: part === '' ? [] : [{ text: part }] }));
};

/** Puts blocks in place of the selection. Into an empty block the first one comes with its kind; else its words join the block. */
export const insertBlocks = (state: EditorState, blocks: readonly Block[]): Transaction => {
  const { tr } = state;
  const { $from, $to, empty } = state.selection;
  if (blocks.length === 0) return tr;
  const nodes = nodesOf(blocks);
  if (
    empty &&
    $from.depth === 1 &&
    $from.parent.content.size === 0 &&
    blocks.some(({ kind }) => kind !== 'paragraph')
  ) {
    tr.replaceWith($from.before(), $to.after(), nodes);
    tr.setSelection(TextSelection.create(tr.doc, $from.before() + nodes.size - 1));
  } else tr.replaceSelection(new Slice(nodes, 1, 1));
  return tr.scrollIntoView();
};

const oneLine = (blocks: readonly Block[]): string => blocks.map(wordsOf).join(' ').replace(/\s+/g, ' ').trim();

const EXACT = '[data-pm-slice]';

/** Copies as real HTML and plain text, and reads what others copy. */
export const clipboard = (mode: 'copy' | 'line'): Plugin =>
  new Plugin({
    props: {
      clipboardTextSerializer: ({ content, openStart }) => {
        const blocks = blocksOfNodes(content);
        return blocks.length === 1 && openStart > 0 ? wordsOf(blocks[0]!) : toPlain(blocks);
      },
      clipboardSerializer: serializer(),
      clipboardParser: parser(),
      clipboardTextParser: (text, _context, plain) => new Slice(nodesOf(textBlocks(text, plain)), 1, 1),
      handlePaste: (view, event, slice) => {
        const { state } = view;
        const link = event.clipboardData?.getData('text/plain').trim();
        if (mode === 'copy' && !state.selection.empty && isAllowedLink(link) && setLink(link)(state, view.dispatch))
          return true;
        const blocks = blocksOfNodes(slice.content);
        const tr =
          mode === 'line' ? state.tr.insertText(oneLine(blocks)).scrollIntoView() : insertBlocks(state, blocks);
        view.dispatch(tr.setMeta('paste', true).setMeta('uiEvent', 'paste'));
        return true;
      },
      handleDrop: (view, event, slice) => {
        if (mode === 'copy') return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at)
          view.dispatch(
            view.state.tr.insertText(oneLine(blocksOfNodes(slice.content)), at.pos).setMeta('uiEvent', 'drop'),
          );
        return true;
      },
    },
  });

// ProseMirror calls only these methods of the two, and both build from the schema what ours builds from blocks.
const serializer = (): DOMSerializer => {
  const own = {
    serializeFragment: (content: Fragment, { document: page = document }: { document?: Document } = {}) => {
      const template = page.createElement('template');
      template.innerHTML = toHtml(blocksOfNodes(content), true);
      return template.content;
    },
  };
  return own as unknown as DOMSerializer;
};
const parser = (): PMParser => {
  const own = {
    parseSlice: (dom: ParentNode & Node) =>
      new Slice(nodesOf(htmlBlocks(dom, dom.querySelector(EXACT) !== null)), 1, 1),
  };
  return own as unknown as PMParser;
};
