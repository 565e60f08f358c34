import { EditorState, Plugin, TextSelection, type Selection, type Transaction } from '@tiptap/pm/state';
import { EditorView } from '@tiptap/pm/view';
import type { Anchor } from '../../domain/discussion/anchor.ts';
import { makeAnchor } from '../../domain/text/anchor-range.ts';
import { composing } from './binding/composing.ts';
import { FROM_TEXT, TextBinding } from './binding/text-binding.ts';
import type { EditorProps, Remark } from './contract.ts';
import { blockView } from './drawn/block-view.ts';
import { carets } from './drawn/carets.ts';
import { chips, chipsKey } from './drawn/chips.ts';
import { highlights, showHighlights } from './drawn/highlights.ts';
import { listPlaces } from './drawn/list-places.ts';
import { placeholder } from './drawn/placeholder.ts';
import { showWriters, writers } from './drawn/writers.ts';
import { keys } from './keys.ts';
import { clipboard } from './paste/clipboard.ts';
import { menuQueries, type MenuKeys } from './menu-query.ts';
import { typingRules } from './typing-rules.ts';

/** What the view asks of React, always of its latest props. */
export type Outside = {
  props: () => EditorProps;
  /** After every change of what is shown or selected. */
  changed: (state: EditorState) => void;
  link: () => void;
  tools: () => boolean;
  menu: MenuKeys;
};
export type OpenEditor = {
  readonly view: EditorView;
  readonly binding: TextBinding;
  /** Draws what follows from other props. */
  refresh: (before: EditorProps | null) => void;
  remark: (remark: Remark) => void;
  close: () => void;
};

/**
 * What a text keeps out of: while it may only be read it is still focused, selected in and commented, but nothing changes it, and
 * whatever tried is told of: keys, pasted and cut words, a browser's own formats, an input method.
 */
const guard = (editable: () => boolean, refused: (view: EditorView) => void): Plugin => {
  let view: EditorView | null = null;
  return new Plugin({
    view: (opened) => {
      view = opened;
      return {};
    },
    filterTransaction: (tr) => {
      if (!tr.docChanged || tr.getMeta(FROM_TEXT) === true || editable()) return true;
      // Asked in the middle of a change; what follows from it comes after.
      queueMicrotask(() => {
        if (view && !view.isDestroyed) refused(view);
      });
      return false;
    },
    props: {
      handleDOMEvents: {
        beforeinput: (opened, event) => {
          if (editable()) return false;
          event.preventDefault();
          // Who wrote nothing has nothing to take back.
          if (!event.inputType.startsWith('history')) refused(opened);
          return true;
        },
        compositionstart: (opened) => {
          if (editable()) return false;
          // Its letters could not be refused one by one.
          opened.dom.blur();
          refused(opened);
          return true;
        },
      },
    },
  });
};

/** The browser's own undo would change the page behind the text's back. */
const ownUndo = (binding: TextBinding, editable: () => boolean): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        beforeinput: (_view, event) => {
          if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false;
          event.preventDefault();
          if (editable()) binding.undo[event.inputType === 'historyUndo' ? 'undo' : 'redo']();
          return true;
        },
      },
    },
  });

/** The word that a position touches, else the position. */
const wordAt = (state: EditorState, position: number): { from: number; to: number } => {
  const $at = state.doc.resolve(position);
  const words = $at.parent.textContent;
  const isWord = (index: number): boolean => /[\p{L}\p{N}\p{M}'’-]/u.test(words[index] ?? '');
  let [from, to] = [$at.parentOffset, $at.parentOffset];
  while (isWord(from - 1)) from -= 1;
  while (isWord(to)) to += 1;
  return { from: $at.start() + from, to: $at.start() + to };
};

const anchorOf = (binding: TextBinding, textId: EditorProps['textId'], { from, to }: Selection): Anchor =>
  makeAnchor(binding.text, textId, binding.indexAt(from), binding.indexAt(to));

/** Tells of the selected words once they stand still, as an anchor that lasts. */
const selecting = (binding: TextBinding, props: () => EditorProps): Plugin => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = true;
  return new Plugin({
    view: () => ({
      update: (view, before) => {
        if (view.state.selection.eq(before.selection)) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          const { empty } = view.state.selection;
          if (empty && told) return;
          told = empty;
          const { onSelect, textId } = props();
          onSelect(empty ? null : anchorOf(binding, textId, view.state.selection));
        }, 120);
      },
      destroy: () => {
        clearTimeout(timer);
      },
    }),
  });
};

/** Opens a text for writing. Neither this nor focusing nor closing writes anything. */
export const openEditor = (
  place: HTMLElement,
  id: string,
  { text, textId, awareness, mode }: Pick<EditorProps, 'text' | 'textId' | 'awareness' | 'mode'>,
  outside: Outside,
): OpenEditor => {
  const { props } = outside;
  const { mergeFields } = props();
  const binding = new TextBinding(text, mode);
  const editable = (): boolean => props().editable;
  const remark = (selection: Selection, what: Remark): void => {
    // The selection is told of only once it stands still; who asks at once means the words selected now.
    if (!selection.empty) props().onSelect(anchorOf(binding, textId, selection));
    props().onRemark(what);
  };
  const refused = (view: EditorView): void => {
    const { selection } = view.state;
    if (selection.empty) {
      const { from, to } = wordAt(view.state, selection.head);
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
    }
    props().onSelect(view.state.selection.empty ? null : anchorOf(binding, textId, view.state.selection));
    props().onRefused();
  };
  const state = EditorState.create({
    doc: binding.doc(),
    plugins: [
      guard(editable, refused),
      ownUndo(binding, editable),
      menuQueries(outside.menu, mode),
      ...keys(mode, binding, {
        editable,
        leave: (direction) => {
          const { onLeave } = props();
          onLeave?.(direction);
          return onLeave !== undefined;
        },
        remark,
        refused: () => {
          refused(view);
        },
        link: outside.link,
        tools: outside.tools,
      }),
      ...(mode === 'copy' ? [typingRules(), listPlaces()] : []),
      clipboard(mode),
      composing(binding),
      chips(mergeFields.map(({ name }) => name)),
      highlights(binding, props),
      writers(binding, () => props().writers),
      carets(binding, awareness, textId),
      placeholder(() => props().placeholder),
      selecting(binding, props),
    ],
  });
  const show = (view: EditorView, tr: Transaction, writes: boolean): void => {
    const applied = view.state.applyTransaction(tr);
    if (writes) binding.write(applied.transactions);
    view.updateState(applied.state);
    outside.changed(applied.state);
  };
  const view: EditorView = new EditorView(place, {
    state,
    nodeViews: { block: blockView(id) },
    dispatchTransaction: (tr) => {
      show(view, tr, true);
    },
    attributes: () => attributesOf(id, props()),
  });
  binding.attach({
    get state() {
      return view.state;
    },
    get composing() {
      return view.composing;
    },
    show: (tr) => {
      show(view, tr, false);
    },
  });
  outside.changed(state);
  return {
    view,
    binding,
    refresh: (before) => {
      const now = props();
      view.setProps({ attributes: () => attributesOf(id, now) });
      if ((before?.writers ?? null) !== now.writers) showWriters(view, now.writers);
      if (!before || before.highlights !== now.highlights) showHighlights(view, now.highlights);
      if (before && before.mergeFields !== now.mergeFields)
        view.dispatch(view.state.tr.setMeta(chipsKey, new Set(now.mergeFields.map(({ name }) => name))));
    },
    remark: (what) => {
      remark(view.state.selection, what);
    },
    close: () => {
      view.destroy();
      binding.destroy();
    },
  };
};

const attributesOf = (id: string, { label, mode, editable, placeholder }: EditorProps): Record<string, string> => ({
  role: 'textbox',
  'aria-multiline': String(mode === 'copy'),
  'aria-label': label,
  'aria-placeholder': placeholder,
  'aria-readonly': String(!editable),
  ...(mode === 'copy' && editable ? { 'aria-describedby': `${id}-keys` } : {}),
  ...(mode === 'line' ? { enterkeyhint: 'next' } : {}),
  spellcheck: 'true',
  translate: 'no',
});
