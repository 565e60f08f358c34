import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { readableWords, resolveAnchor } from '../../../domain/text/anchor-range.ts';
import type { TextBinding } from '../binding/text-binding.ts';
import type { EditorProps, Highlight } from '../contract.ts';

type Anchors = Parameters<EditorProps['onAnchors']>[0];
type Spec = { id: string };
type State = { set: DecorationSet; anchors: Anchors };
export const highlightsKey = new PluginKey<State>('highlights');
/** Sets what is drawn; `null` looks for the same ones again. */
type Meta = { highlights: readonly Highlight[] };

type ThreadHighlight = Highlight & { kind: 'thread' };
/** A thread where its words stand now. */
type Standing = { highlight: ThreadHighlight; from: number; to: number };

const draw = (doc: Node, binding: TextBinding, highlights: readonly Highlight[]): State => {
  const drawn: Decoration[] = [];
  const anchors: Anchors = {};
  const words = highlights.some(({ kind }) => kind === 'thread') ? readableWords(binding.text) : '';
  const suggestions: Standing[] = [];
  for (const highlight of highlights) {
    if (highlight.kind === 'finding') drawn.push(...drawFinding(doc, highlight));
    else {
      const found = resolveAnchor(binding.text, highlight.anchor, words);
      anchors[highlight.id] = found?.how ?? 'orphaned';
      if (!found) continue;
      const standing = {
        highlight,
        from: binding.positionAt(found.from, doc),
        to: binding.positionAt(found.to, doc),
      };
      if (highlight.suggestion) suggestions.push(standing);
      else drawn.push(...drawThread(standing));
    }
  }
  for (const pile of piled(suggestions)) drawn.push(...drawPile(pile));
  return { set: DecorationSet.create(doc, drawn), anchors };
};

/** Suggestions for the same words lie on one pile; all drawn at once nobody could read any of them. */
const piled = (suggestions: readonly Standing[]): Standing[][] => {
  const piles: Standing[][] = [];
  let end = -1;
  for (const each of suggestions.toSorted((one, other) => one.from - other.from)) {
    if (each.from < end) piles.at(-1)?.push(each);
    else piles.push([each]);
    end = Math.max(end, each.to);
  }
  return piles;
};

const drawThread = ({ highlight: { id, blocking, selected, suggestion }, from, to }: Standing): Decoration[] => {
  if (from >= to) return [];
  const attributes = {
    nodeName: suggestion ? 'del' : 'mark',
    'data-thread': id,
    ...(blocking ? { 'data-blocking': '' } : {}),
    ...(selected ? { 'data-selected': '' } : {}),
  };
  return [Decoration.inline(from, to, attributes, { id } satisfies Spec)];
};

/** The selected suggestion of a pile, or its first, and how many more there are: a press on the number leads to the next. */
const drawPile = (pile: readonly Standing[]): Decoration[] => {
  const at = Math.max(
    0,
    pile.findIndex(({ highlight }) => highlight.selected),
  );
  const top = pile[at]!;
  const { id, selected, suggestion } = top.highlight;
  const next = pile[(at + 1) % pile.length]!.highlight.id;
  const more = pile.length - 1;
  const replacement = suggestion?.replacement ?? '';
  const widget = (side: number, key: string, of: string, says: string, tag: 'ins' | 'sup') =>
    Decoration.widget(
      top.to,
      () => {
        const dom = document.createElement(tag);
        dom.textContent = says;
        dom.dataset['thread'] = of;
        dom.contentEditable = 'false';
        if (selected) dom.dataset['selected'] = '';
        return dom;
      },
      { side, key: `${key} ${of} ${String(selected)} ${says}`, ignoreSelection: true, marks: [], id: of },
    );
  return [
    ...drawThread(top),
    ...(replacement === '' ? [] : [widget(1, 'suggestion', id, replacement, 'ins')]),
    ...(more === 0 ? [] : [widget(2, 'more', next, `+${more}`, 'sup')]),
  ];
};

const drawFinding = (
  doc: Node,
  { id, block, from, to, blocking, says }: Highlight & { kind: 'finding' },
): Decoration[] => {
  if (block >= doc.childCount) return [];
  const { size } = doc.child(block).content;
  let start = 1;
  for (let k = 0; k < block; k += 1) start += doc.child(k).nodeSize;
  const [a, b] = [Math.min(from, size), Math.min(to, size)];
  if (a >= b) return [];
  const kind = blocking ? 'blocking' : 'advisory';
  return [Decoration.inline(start + a, start + b, { 'data-finding': kind, title: says }, { id } satisfies Spec)];
};

/** The highlight under a position, the narrowest where several lie over each other. */
export const highlightAt = (state: EditorState, position: number): string | null => {
  const found = highlightsKey.getState(state)?.set.find(position, position) ?? [];
  const narrowest = found.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
  return narrowest ? (narrowest.spec as Spec).id : null;
};

/** Threads, suggestions and findings over the words. They follow each edit at once, and are looked up again when it is quiet. */
export const highlights = (
  binding: TextBinding,
  latest: () => Pick<EditorProps, 'highlights' | 'onHighlight' | 'onAnchors'>,
): Plugin<State> =>
  new Plugin<State>({
    key: highlightsKey,
    state: {
      init: (_, { doc }) => draw(doc, binding, latest().highlights),
      apply: (tr, old) => {
        const meta = tr.getMeta(highlightsKey) as Meta | undefined;
        if (meta) return draw(tr.doc, binding, meta.highlights);
        return tr.docChanged ? { ...old, set: old.set.map(tr.mapping, tr.doc) } : old;
      },
    },
    props: {
      decorations: (state) => highlightsKey.getState(state)?.set,
      handleClick: (view, position) => {
        const id = highlightAt(view.state, position);
        if (id !== null) latest().onHighlight(id);
        return false;
      },
      handleDOMEvents: {
        click: (_view, event) => {
          const suggestion =
            event.target instanceof Element
              ? event.target.closest<HTMLElement>('ins[data-thread], sup[data-thread]')
              : null;
          if (suggestion?.dataset['thread']) latest().onHighlight(suggestion.dataset['thread']);
          return false;
        },
      },
    },
    view: (view) => lookAgain(view, latest),
  });

const lookAgain = (first: EditorView, latest: () => Pick<EditorProps, 'highlights' | 'onHighlight' | 'onAnchors'>) => {
  let told: Anchors = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (state: EditorState): void => {
    const now = highlightsKey.getState(state)?.anchors ?? {};
    const ids = Object.keys(now);
    if (ids.length === Object.keys(told).length && ids.every((id) => told[id] === now[id])) return;
    told = now;
    latest().onAnchors(now);
  };
  timer = setTimeout(() => {
    tell(first.state);
  });
  return {
    update: (view: EditorView, before: EditorState) => {
      const { state } = view;
      if (highlightsKey.getState(state)?.anchors !== highlightsKey.getState(before)?.anchors) tell(state);
      if (state.doc !== before.doc) {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (!view.isDestroyed && !view.composing) showHighlights(view, latest().highlights);
        }, 250);
      } else enter(view, before, latest().onHighlight);
    },
    destroy: () => {
      clearTimeout(timer);
    },
  };
};

/** The caret came into a highlight by keys. */
const enter = ({ state }: EditorView, before: EditorState, onHighlight: (id: string) => void): void => {
  if (state.selection.eq(before.selection) || !state.selection.empty) return;
  const id = highlightAt(state, state.selection.head);
  if (id !== null && id !== highlightAt(before, before.selection.head)) onHighlight(id);
};

export const showHighlights = (view: EditorView, highlights: readonly Highlight[]): void => {
  view.dispatch(view.state.tr.setMeta(highlightsKey, { highlights } satisfies Meta).setMeta('addToHistory', false));
};
