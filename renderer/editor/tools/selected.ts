import type { EditorState } from '@tiptap/pm/state';
import type { BlockFormats } from '../../../domain/text/formats-of.ts';
import { linkAround } from '../commands.ts';
import { boldMark, formatsOf, italicMark } from '../schema.ts';
import type { MarkType } from '@tiptap/pm/model';

/** What the tools show of the place where one writes. */
export type Selected = {
  kind: BlockFormats['kind'];
  level: number;
  list: string;
  bold: boolean;
  italic: boolean;
  link: string | null;
  empty: boolean;
};

export const readSelected = (state: EditorState): Selected => {
  const { $from, empty, from, to } = state.selection;
  const { kind, level, list } = formatsOf($from.depth > 0 ? $from.parent : state.doc.child(0));
  const has = (type: MarkType): boolean =>
    empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
  return {
    kind,
    level,
    list,
    bold: has(boldMark),
    italic: has(italicMark),
    link: linkAround(state)?.href ?? null,
    empty,
  };
};

export const sameSelected = (a: Selected, b: Selected): boolean =>
  (Object.keys(a) as (keyof Selected)[]).every((key) => a[key] === b[key]);
