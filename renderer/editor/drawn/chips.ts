import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { tagsIn, type Tag } from '../../../domain/text/tags.ts';
import { changedBlocks } from './changed-blocks.ts';

type Chip = Tag & { node: Node };

const chipsIn = (node: Node, start: number): Chip[] =>
  node.isTextblock && node.textContent.includes('{{')
    ? tagsIn(node.textContent).map((tag) => ({ ...tag, node, from: start + tag.from, to: start + tag.to }))
    : [];

/** The tag that a position touches: with its start, with its end, or from inside. */
const chipAt = (doc: Node, position: number, edge: 'from' | 'to' | 'inside'): Chip | undefined => {
  const $at = doc.resolve(position);
  if (!$at.parent.isTextblock) return undefined;
  return chipsIn($at.parent, $at.start()).find((chip) =>
    edge === 'inside' ? chip.from < position && position < chip.to : chip[edge] === position,
  );
};

/** Moves over, extends over or removes a whole tag that stands right before (`to`) or after (`from`) the caret. */
const overChip =
  (edge: 'from' | 'to', act: 'move' | 'extend' | 'remove'): Command =>
  (state, dispatch) => {
    const { head, anchor, empty } = state.selection;
    const chip = act === 'extend' || empty ? chipAt(state.doc, head, edge) : undefined;
    if (!chip) return false;
    const target = edge === 'from' ? chip.to : chip.from;
    const tr =
      act === 'remove'
        ? state.tr.delete(chip.from, chip.to)
        : state.tr.setSelection(TextSelection.create(state.doc, act === 'extend' ? anchor : target, target));
    dispatch?.(tr.scrollIntoView());
    return true;
  };

export const chipKeys: Record<string, Command> = {
  Backspace: overChip('to', 'remove'),
  Delete: overChip('from', 'remove'),
  ArrowRight: overChip('from', 'move'),
  ArrowLeft: overChip('to', 'move'),
  'Shift-ArrowRight': overChip('from', 'extend'),
  'Shift-ArrowLeft': overChip('to', 'extend'),
};

/**
 * A caret that lands inside a tag leaves it: by keys on the far side, by pointer on the nearer one; a range grows around it.
 * Carets come by `selectionchange`, later than the next fast key, so keys alone cannot keep them out.
 */
const leaveChips = (state: EditorState, old: EditorState, pointer: boolean): Transaction | null => {
  const { selection } = state;
  if (!(selection instanceof TextSelection)) return null;
  const { anchor, head } = selection;
  const snap = (position: number, grow: number): number => {
    const chip = chipAt(state.doc, position, 'inside');
    if (!chip) return position;
    const came = old.selection.head <= chip.from ? 1 : old.selection.head >= chip.to ? -1 : 0;
    const nearer = position - chip.from < chip.to - position ? -1 : 1;
    return (grow || (pointer || came === 0 ? nearer : came)) < 0 ? chip.from : chip.to;
  };
  const way = Math.sign(head - anchor);
  const [from, to] = [snap(anchor, -way), snap(head, way)];
  return from === anchor && to === head ? null : state.tr.setSelection(TextSelection.create(state.doc, from, to));
};

const draw = ({ from, to, name, fallback }: Chip, known: ReadonlySet<string>, doc: Node): Decoration[] => {
  const text = doc.textBetween(from, to);
  const start = from + text.indexOf(name, 2);
  const says =
    fallback === null || fallback === ''
      ? `The contact’s ${name}`
      : `The contact’s ${name}, or “${fallback}” where it is not known`;
  const wrong = known.size > 0 && !known.has(name);
  const attributes = {
    title: wrong ? `There is no merge field “${name}”.` : says,
    ...(wrong ? { 'data-wrong': '' } : {}),
  };
  const pieces: [number, number, string][] =
    name === ''
      ? [[from, to, 'name']]
      : // The braces at both ends stay characters that are seen, since the caret takes its height from what it stands beside.
        [
          [from, from + 1, 'start'],
          [from + 1, start, 'hidden'],
          [start, start + name.length, 'name'],
          [start + name.length, to - 1, 'hidden'],
          [to - 1, to, 'end'],
        ];
  return pieces.map(([a, b, part]) => Decoration.inline(a, b, { 'data-tag': part, ...attributes }));
};

type State = { known: ReadonlySet<string>; set: DecorationSet };
export const chipsKey = new PluginKey<State>('chips');

const drawAll = (doc: Node, known: ReadonlySet<string>): State => {
  const drawn: Decoration[] = [];
  doc.forEach((node, position) => {
    for (const chip of chipsIn(node, position + 1)) drawn.push(...draw(chip, known, doc));
  });
  return { known, set: DecorationSet.create(doc, drawn) };
};

/** Merge tags are characters of the text, drawn as chips and handled as one unit. The meta is the set of known fields. */
export const chips = (fields: readonly string[]): Plugin<State> =>
  new Plugin<State>({
    key: chipsKey,
    state: {
      init: (_, { doc }) => drawAll(doc, new Set(fields)),
      apply: (tr, old) => {
        const known = tr.getMeta(chipsKey) as ReadonlySet<string> | undefined;
        if (known) return drawAll(tr.doc, known);
        if (!tr.docChanged) return old;
        const { from, to, blocks } = changedBlocks(tr);
        const set = old.set.map(tr.mapping, tr.doc);
        const now = blocks.flatMap(({ node, position }) =>
          chipsIn(node, position + 1).flatMap((chip) => draw(chip, old.known, tr.doc)),
        );
        const stale = set.find(from, to);
        return stale.length === 0 && now.length === 0
          ? { ...old, set }
          : { ...old, set: set.remove(stale).add(tr.doc, now) };
      },
    },
    appendTransaction: (transactions, old, state) =>
      transactions.some((tr) => tr.selectionSet || tr.docChanged)
        ? leaveChips(
            state,
            old,
            transactions.some((tr) => tr.getMeta('pointer') === true),
          )
        : null,
    props: { decorations: (state) => chipsKey.getState(state)?.set },
  });
