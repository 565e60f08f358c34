import { Fragment, Schema, type Mark, type Node } from '@tiptap/pm/model';
import type { Block } from '../../domain/text/block.ts';
import {
  blockFormats,
  blockOf,
  formatsIn,
  plainFormats,
  sameMarks,
  type BlockFormats,
  type Marks,
} from '../../domain/text/formats-of.ts';
import { isAllowedLink } from '../../domain/text/link.ts';

export const blockTag = ({ kind, level }: BlockFormats): string => {
  if (kind === 'heading') return `h${level}`;
  if (kind === 'quote') return 'blockquote';
  return kind === 'item' ? 'div' : 'p';
};

/**
 * A flat document of text blocks without inline nodes, so that it is one string of characters with formats: the `Y.Text` and
 * the document can follow each other character by character, and two valid documents always merge into a valid one.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    block: {
      content: 'text*',
      marks: 'link bold italic',
      whitespace: 'pre',
      defining: true,
      attrs: {
        kind: { default: plainFormats.kind },
        level: { default: plainFormats.level },
        list: { default: plainFormats.list },
        indent: { default: plainFormats.indent },
      },
      toDOM: (node) => [blockTag(formatsOf(node)), 0],
      // Only for what a browser itself puts into the page; what is pasted is read by `paste/html-blocks.ts`.
      parseDOM: [
        { tag: 'p' },
        { tag: 'blockquote', attrs: { kind: 'quote' } },
        ...[1, 2, 3].map((level) => ({ tag: `h${level}`, attrs: { kind: 'heading', level } })),
      ],
    },
    text: {},
  },
  marks: {
    // What is typed at the end of a link is no longer the link.
    link: {
      attrs: { href: {} },
      inclusive: false,
      toDOM: (mark) => {
        const href: unknown = mark.attrs['href'];
        return ['a', { ...(isAllowedLink(href) ? { href } : {}), rel: 'noopener noreferrer', title: String(href) }, 0];
      },
    },
    bold: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
    italic: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
  },
});

export const { block: blockType } = schema.nodes;
export const { bold: boldMark, italic: italicMark, link: linkMark } = schema.marks;

/** A block's attributes; the schema is the only one who makes them. */
export const formatsOf = (block: Node): BlockFormats => block.attrs as BlockFormats;

export const toMarks = ({ bold, italic, link }: Marks): Mark[] => [
  ...(link === undefined ? [] : [linkMark.create({ href: link })]),
  ...(bold ? [boldMark.create()] : []),
  ...(italic ? [italicMark.create()] : []),
];
export const fromMarks = (marks: readonly Mark[]): Marks => {
  const link = marks.find((mark) => mark.type === linkMark);
  return {
    ...(marks.some((mark) => mark.type === boldMark) ? { bold: true as const } : {}),
    ...(marks.some((mark) => mark.type === italicMark) ? { italic: true as const } : {}),
    ...(link ? { link: String(link.attrs['href']) } : {}),
  };
};

type Open = { formats: BlockFormats; runs: Block['runs'] };
export const blockNode = ({ formats, runs }: Open): Node =>
  blockType.create(
    formats,
    runs.filter(({ text }) => text !== '').map(({ text, ...marks }) => schema.text(text, toMarks(marks))),
  );
export const nodesOf = (blocks: readonly Block[]): Fragment =>
  Fragment.from(blocks.map((block) => blockNode({ formats: formatsIn(block), runs: block.runs })));

/** Blocks of a document or of a piece of one; words that stand without a block are a paragraph. */
export const blocksOfNodes = (content: Fragment): Block[] => {
  const blocks: Block[] = [];
  let loose: Block | null = null;
  const add = (runs: Block['runs'], node: Node): void => {
    const marks = fromMarks(node.marks);
    const last = runs.at(-1);
    if (last && sameMarks(last, marks)) last.text += node.text ?? '';
    else if (node.text) runs.push({ text: node.text, ...marks });
  };
  content.forEach((node) => {
    if (node.isText) {
      if (!loose) blocks.push((loose = { kind: 'paragraph', runs: [] }));
      add(loose.runs, node);
      return;
    }
    const runs: Block['runs'] = [];
    node.forEach((text) => add(runs, text));
    blocks.push(blockOf(blockFormats(node.attrs), runs));
  });
  return blocks;
};
