import { MAX_INDENT, type Block, type Run } from '../../../domain/text/block.ts';
import { sameMarks, type Marks } from '../../../domain/text/formats-of.ts';
import { isAllowedLink } from '../../../domain/text/link.ts';

/** What the elements around a piece of text have said about it. */
type Context = {
  marks: Marks;
  kind: Block['kind'];
  level: 1 | 2 | 3;
  list: 'bullet' | 'number';
  /** How many lists stand around it. */
  depth: number;
  /** White space counts as it stands. */
  raw: boolean;
};

const NO_TEXT =
  /^(?:SCRIPT|STYLE|META|LINK|TITLE|HEAD|IFRAME|OBJECT|SVG|IMG|TEMPLATE|NOSCRIPT|BUTTON|INPUT|SELECT|TEXTAREA)$/;
const BLOCK =
  /^(?:P|DIV|SECTION|ARTICLE|MAIN|HEADER|FOOTER|ASIDE|NAV|FORM|TABLE|TR|FIGURE|FIGCAPTION|DL|DT|DD|PRE|UL|OL|LI|H[1-6]|BLOCKQUOTE|HR|ADDRESS|DETAILS|SUMMARY)$/;

/**
 * What somebody copied elsewhere as blocks: headings, lists, quotes, links, bold and italic stay, everything else goes and its
 * words remain. Knows the ways of Google Docs (a bold wrapper that is not bold, lists in lists without an item) and of Word
 * (paragraphs that are items by their style). `exact` for our own copies, whose white space is the text's own.
 */
export const htmlBlocks = (root: ParentNode & Node, exact = false): Block[] => {
  const reader = new Reader(exact);
  const start: Context = { marks: {}, kind: 'paragraph', level: 1, list: 'bullet', depth: 0, raw: exact };
  for (const child of root.childNodes) reader.read(child, start);
  return reader.done();
};

class Reader {
  readonly #exact: boolean;
  readonly #blocks: Block[] = [];
  #open: Block | null = null;

  constructor(exact: boolean) {
    this.#exact = exact;
  }

  done(): Block[] {
    this.#close();
    return this.#blocks;
  }

  read(node: Node, context: Context): void {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.textContent ?? '').replace(/\r\n?/g, '\n').replaceAll('\u2029', '\n');
      this.#add(context.raw ? text : text.replace(/[ \t\n\f\u00a0]+/g, ' '), context);
    } else if (node.nodeType === Node.ELEMENT_NODE) this.#element(node as Element, context);
  }

  #element(element: Element, context: Context): void {
    const tag = element.tagName.toUpperCase();
    const style = (element.getAttribute('style') ?? '').toLowerCase().replace(/\s+/g, '');
    if (NO_TEXT.test(tag) || /mso-list:ignore|display:none|mso-hide:all/.test(style)) return;
    if (tag === 'BR') {
      if (this.#open && !element.classList.contains('Apple-interchange-newline'))
        this.#add('\n', { ...context, raw: true });
      return;
    }
    if (tag === 'TD' || tag === 'TH') this.#add(' ', context);
    const inner: Context = {
      ...context,
      marks: marksOf(element, tag, style, context.marks),
      raw: context.raw || tag === 'PRE',
    };
    const ends = BLOCK.test(tag) && this.#begin(element, tag, style, inner, context);
    for (const child of element.childNodes) this.read(child, inner);
    if (ends) this.#close();
  }

  /** Opens what a block element stands for; false where it is only a part of the block around it. */
  #begin(element: Element, tag: string, style: string, inner: Context, outer: Context): boolean {
    const word = wordItem(element, style);
    const heading =
      /^H([1-6])$/.exec(tag) ?? (tag === 'P' && /^MsoHeading([1-6])$|^MsoTitle()$/i.exec(element.className));
    if (tag === 'UL' || tag === 'OL') {
      inner.list = tag === 'OL' ? 'number' : 'bullet';
      inner.depth = outer.depth + 1;
      this.#close();
    } else if (tag === 'LI') {
      const indent = element.getAttribute('data-indent');
      inner.kind = 'item';
      inner.depth = indent !== null && /^[0-6]$/.test(indent) ? Number(indent) + 1 : Math.max(1, outer.depth);
      this.#start(inner);
    } else if (word) {
      Object.assign(inner, { kind: 'item', ...word });
      this.#start(inner);
    } else if (heading) {
      inner.kind = 'heading';
      inner.level = Math.min(3, Number(heading[1] || 1)) as 1 | 2 | 3;
      this.#start(inner);
    } else if (tag === 'BLOCKQUOTE' || /^MsoQuote|^MsoIntenseQuote/i.test(element.className)) {
      inner.kind = 'quote';
      this.#start(inner);
    } else if (outer.kind !== 'paragraph' && this.#open?.kind === outer.kind) {
      // A paragraph in an item or quote: the first one is the item, a further one a line of it.
      if (this.#open.runs.length > 0) this.#add('\n', { ...inner, raw: true });
      return false;
    } else this.#start(inner);
    return true;
  }

  #start({ kind, level, list, depth }: Context): void {
    this.#close();
    if (kind === 'heading') this.#open = { kind, level, runs: [] };
    else if (kind === 'item')
      this.#open = { kind, list, indent: Math.min(MAX_INDENT, Math.max(0, depth - 1)), runs: [] };
    else this.#open = { kind, runs: [] };
  }

  #add(text: string, context: Context): void {
    if (!this.#open) {
      if (text.trim() === '') return;
      this.#start(context);
    }
    const { runs } = this.#open!;
    const last = runs.at(-1);
    const words = !context.raw && (!last || /[ \n]$/.test(last.text)) ? text.replace(/^ /, '') : text;
    if (words === '') return;
    if (last && sameMarks(last, context.marks)) last.text += words;
    else runs.push({ text: words, ...context.marks });
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    if (!this.#exact) trimEnds(open.runs);
    open.runs = open.runs.filter(({ text }) => text !== '');
    if (open.runs.length > 0 || this.#exact) this.#blocks.push(open);
  }
}

const trimEnds = (runs: Run[]): void => {
  const [first] = runs;
  const last = runs.at(-1);
  if (first) first.text = first.text.replace(/^ +/, '');
  if (last) last.text = last.text.replace(/[ \n]+$/, '');
};

const marksOf = (element: Element, tag: string, style: string, around: Marks): Marks => {
  const marks = { ...around };
  const bold = /(?:^|;)font-weight:(bold|bolder|normal|lighter|\d+)/.exec(style)?.[1];
  if (bold === undefined ? tag === 'B' || tag === 'STRONG' : /^bold|^[6-9]\d\d/.test(bold)) marks.bold = true;
  else if (bold !== undefined) delete marks.bold;
  const italic = /(?:^|;)font-style:(italic|oblique|normal)/.exec(style)?.[1];
  if (italic === undefined ? tag === 'I' || tag === 'EM' || tag === 'CITE' : italic !== 'normal') marks.italic = true;
  else if (italic !== undefined) delete marks.italic;
  const href = tag === 'A' ? element.getAttribute('href')?.trim() : undefined;
  if (isAllowedLink(href)) marks.link = unwrapped(href);
  // A heading is heavy by itself.
  if (/^H[1-6]$/.test(tag)) delete marks.bold;
  return marks;
};
/** Google Docs sends links by way of its own counter. */
const unwrapped = (href: string): string => {
  if (!href.startsWith('https://www.google.com/url?')) return href;
  const target = new URL(href).searchParams.get('q');
  return isAllowedLink(target) ? target : href;
};

/** Word writes an item as a paragraph with a marker in it that says "ignore me". */
const wordItem = (element: Element, style: string): Pick<Context, 'depth' | 'list'> | null => {
  const level = /mso-list:l\d+level(\d+)/.exec(style)?.[1];
  if (level === undefined) return null;
  const marker = Array.from(element.querySelectorAll('span')).find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  );
  const numbered = /^\(?(?:\d+|[a-z]{1,5})[.)]/i.test(marker?.textContent?.trim() ?? '');
  return { depth: Number(level), list: numbered ? 'number' : 'bullet' };
};
