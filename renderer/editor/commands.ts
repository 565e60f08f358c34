import { toggleMark } from '@tiptap/pm/commands';
import type { Node } from '@tiptap/pm/model';
import type { Command, EditorState } from '@tiptap/pm/state';
import { canJoin } from '@tiptap/pm/transform';
import { MAX_INDENT } from '../../domain/text/block.ts';
import type { BlockFormats } from '../../domain/text/formats-of.ts';
import { blockType, boldMark, formatsOf, italicMark, linkMark, schema } from './schema.ts';

/** Sets attributes of every block in the selection: only those it is about, so that two people's changes merge. */
export const setFormats =
  (formats: Partial<BlockFormats>): Command =>
  (state, dispatch) => {
    const { tr } = state;
    eachBlock(state, (node, position) => {
      for (const [key, value] of Object.entries(formats))
        if (node.attrs[key] !== value) tr.setNodeAttribute(position, key, value);
    });
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };

/** The blocks become what is asked for, or paragraphs where all of them are that already. */
export const toggleFormats =
  (formats: Partial<BlockFormats>): Command =>
  (state, dispatch) =>
    setFormats(every(state, formats) ? { kind: 'paragraph' } : formats)(state, dispatch);

export const every = (state: EditorState, formats: Partial<BlockFormats>): boolean => {
  let all = true;
  eachBlock(state, (node) => {
    if (Object.entries(formats).some(([key, value]) => node.attrs[key] !== value)) all = false;
  });
  return all;
};

const eachBlock = ({ doc, selection }: EditorState, visit: (node: Node, position: number) => void): void =>
  doc.nodesBetween(selection.from, selection.to, (node, position) => {
    if (node.type === blockType) visit(node, position);
    return false;
  });

export const indentBy =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const { tr } = state;
    let items = false;
    eachBlock(state, (node, position) => {
      const { kind, indent } = formatsOf(node);
      if (kind !== 'item') return;
      items = true;
      const to = Math.min(MAX_INDENT, Math.max(0, indent + by));
      if (to !== indent) tr.setNodeAttribute(position, 'indent', to);
    });
    if (tr.docChanged) dispatch?.(tr);
    return items;
  };

/**
 * Tab in a list: moves items in or out where the caret stands at the start of one, or several are selected. Anywhere else, and in
 * a first item, which has none to stand under, the key leaves the text as it does everywhere.
 */
export const tabIndents =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const { $from, $to, empty } = state.selection;
    const several = !empty && !$from.sameParent($to);
    if (!several && (!empty || $from.parentOffset > 0)) return false;
    const index = $from.index(0);
    const before = index > 0 ? formatsOf(state.doc.child(index - 1)).kind : null;
    if (by > 0 && before !== 'item') return false;
    if (by < 0 && !several && formatsOf($from.parent).indent === 0) return false;
    return indentBy(by)(state, dispatch);
  };

export const toggleBold = toggleMark(boldMark);
export const toggleItalic = toggleMark(italicMark);

/** One step back to a paragraph: an inner item moves out, anything else becomes one. Null for a paragraph. */
const plainer = (node: Node): Partial<BlockFormats> | null => {
  const { kind, indent } = formatsOf(node);
  if (kind === 'item' && indent > 0) return { indent: indent - 1 };
  return kind === 'paragraph' ? null : { kind: 'paragraph' };
};

/** Splits the block: one character in the text. An empty item or heading becomes plainer instead. */
export const splitBlock: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if ($from.depth === 0) return false;
  const less = empty && $from.parent.content.size === 0 ? plainer($from.parent) : null;
  if (less) return setFormats(less)(state, dispatch);
  const tr = state.tr.deleteSelection();
  const $at = tr.selection.$from;
  const formats = formatsOf($at.parent);
  const last = $at.parentOffset === $at.parent.content.size;
  const next: BlockFormats = formats.kind === 'heading' && last ? { ...formats, kind: 'paragraph' } : formats;
  // At its start the block stays itself, with all that hangs on it, and an empty one comes before it.
  if ($at.parentOffset === 0 && !last) tr.insert($at.before(), blockType.create(formats));
  else tr.split($at.pos, 1, [{ type: blockType, attrs: next }]);
  const marks = state.storedMarks ?? (empty ? $from.marks() : null);
  if (marks) tr.ensureMarks(marks.filter(({ type }) => type !== linkMark));
  dispatch?.(tr.scrollIntoView());
  return true;
};

export const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.insertText('\n').scrollIntoView());
  return true;
};

/** Joins the block at an index with the one before it: one character less. Of two, an empty one goes and the other stays as it is. */
const joinBefore = (state: EditorState, index: number, dispatch: Parameters<Command>[1]): boolean => {
  if (index < 1 || index >= state.doc.childCount) return false;
  let position = 0;
  for (let k = 0; k < index; k += 1) position += state.doc.child(k).nodeSize;
  const before = state.doc.child(index - 1);
  const { tr } = state;
  if (before.content.size === 0) tr.delete(position - before.nodeSize, position);
  else if (canJoin(state.doc, position)) tr.join(position);
  dispatch?.(tr.scrollIntoView());
  return true;
};

export const deleteBack: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.parentOffset > 0) return false;
  const less = plainer($from.parent);
  return less ? setFormats(less)(state, dispatch) : joinBefore(state, $from.index(0), dispatch);
};

export const deleteForward: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.parentOffset < $from.parent.content.size) return false;
  return joinBefore(state, $from.index(0) + 1, dispatch);
};

/**
 * Sets or, with null, takes away the link of the selection; with an empty selection, of the link around the caret. Where there
 * is none either, the address itself is put in.
 */
export const setLink =
  (href: string | null): Command =>
  (state, dispatch) => {
    const range = state.selection.empty ? linkAround(state) : state.selection;
    const tr = state.tr;
    if (range) {
      tr.removeMark(range.from, range.to, linkMark);
      if (href !== null) tr.addMark(range.from, range.to, linkMark.create({ href }));
    } else if (href !== null)
      tr.replaceSelectionWith(schema.text(href.replace(/^mailto:/i, ''), [linkMark.create({ href })]), false);
    if (!tr.docChanged) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };

/** The link that the caret stands in or the selection begins in, across changes of other marks. */
export const linkAround = (state: EditorState): { from: number; to: number; href: string } | null => {
  const { $from } = state.selection;
  if ($from.depth === 0) return null;
  const start = $from.start();
  let found: { from: number; to: number; href: string } | null = null;
  $from.parent.forEach((node, offset) => {
    const mark = node.marks.find(({ type }) => type === linkMark);
    const from = start + offset;
    const href = mark ? String(mark.attrs['href']) : null;
    if (href !== null && found?.to === from && found.href === href) found.to += node.nodeSize;
    else if (href !== null && !(found && found.from <= $from.pos && $from.pos <= found.to))
      found = { from, to: from + node.nodeSize, href };
  });
  const link = found as { from: number; to: number; href: string } | null;
  return link && link.from <= $from.pos && $from.pos <= link.to ? link : null;
};
