import { formatRules } from '../campaign/formats.ts';
import { MAX_INDENT, type Block, type Run } from './block.ts';

/** A block's attributes as the formats of its U+2029 hold them: all four, whatever the kind. */
export type BlockFormats = {
  kind: Block['kind'];
  level: 1 | 2 | 3;
  list: 'bullet' | 'number';
  indent: number;
};
export type Marks = Omit<Run, 'text'>;
type Formats = Readonly<Record<string, unknown>> | undefined;

export const plainFormats: BlockFormats = { kind: 'paragraph', level: 1, list: 'bullet', indent: 0 };

const held = (formats: Formats, key: string): unknown => {
  const value = formats?.[key];
  return value !== undefined && formatRules.get(key)?.(value) ? value : undefined;
};

/** Reads a U+2029's formats. A value no version of ours writes reads as the default, so that one bad format costs no text. */
export const blockFormats = (formats: Formats): BlockFormats => ({
  kind: (held(formats, 'kind') as Block['kind'] | undefined) ?? plainFormats.kind,
  level: (held(formats, 'level') as BlockFormats['level'] | undefined) ?? plainFormats.level,
  list: (held(formats, 'list') as BlockFormats['list'] | undefined) ?? plainFormats.list,
  indent: (held(formats, 'indent') as number | undefined) ?? plainFormats.indent,
});

/** Reads the marks of words; formats of blocks that stand on words, and unknown ones, are passed over. */
export const marksOf = (formats: Formats): Marks => {
  const link = held(formats, 'link') as { href: string } | undefined;
  return {
    ...(held(formats, 'bold') ? { bold: true as const } : {}),
    ...(held(formats, 'italic') ? { italic: true as const } : {}),
    ...(link ? { link: link.href } : {}),
  };
};

export const sameMarks = (a: Marks, b: Marks): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.link === b.link;

/** What a new U+2029 carries: its kind always, the rest where it differs from the default. */
export const formatsOfBlock = ({ kind, level, list, indent }: BlockFormats): Record<string, unknown> => ({
  kind,
  ...(level === plainFormats.level ? {} : { level }),
  ...(list === plainFormats.list ? {} : { list }),
  ...(indent === plainFormats.indent ? {} : { indent }),
});
export const formatsOfMarks = ({ bold, italic, link }: Marks): Record<string, unknown> => ({
  ...(bold ? { bold } : {}),
  ...(italic ? { italic } : {}),
  ...(link === undefined ? {} : { link: { href: link } }),
});

/** Only what a reader can see of a block: two blocks that look the same are the same (canonical form). */
export const blockOf = ({ kind, level, list, indent }: BlockFormats, runs: Run[]): Block => {
  if (kind === 'heading') return { kind, level, runs };
  return kind === 'item' ? { kind, list, indent, runs } : { kind, runs };
};
/** The attributes of a block, the ones it does not show at their defaults. */
export const formatsIn = (block: Block): BlockFormats => {
  if (block.kind === 'heading') return { ...plainFormats, kind: block.kind, level: block.level };
  if (block.kind !== 'item') return { ...plainFormats, kind: block.kind };
  const indent = Math.min(MAX_INDENT, Math.max(0, Math.trunc(block.indent) || 0));
  return { ...plainFormats, kind: block.kind, list: block.list, indent };
};
