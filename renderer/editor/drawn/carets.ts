import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import { FROM_TEXT, type TextBinding } from '../binding/text-binding.ts';
import type { Presence } from '../contract.ts';
import { firstName, initials } from '../../ui/format.ts';

const key = new PluginKey<DecorationSet>('carets');

/** A colleague's caret or selection, drawn where it stands now. */
type Caret = { client: number; name: string; role: string; hue: number; anchor: number; head: number };

/** What others send is theirs to get wrong: anything that is not a place in this text is passed over. */
const readCaret = (
  client: number,
  state: Record<string, unknown>,
  text: TextId,
  binding: TextBinding,
  doc: Node,
): Caret | null => {
  const { name, role, hue, cursor } = state as Partial<Presence>;
  if (typeof name !== 'string' || typeof cursor !== 'object' || cursor === null || cursor.text !== text) return null;
  const place = (position: unknown): number | null => {
    try {
      const relative = Y.createRelativePositionFromJSON(position);
      const found = Y.createAbsolutePositionFromRelativePosition(relative, binding.text.doc!, false);
      return found?.type === binding.text ? binding.positionAt(found.index, doc) : null;
    } catch {
      return null;
    }
  };
  const [anchor, head] = [place(cursor.anchor), place(cursor.head)];
  if (anchor === null || head === null) return null;
  const shown = typeof hue === 'number' && Number.isInteger(hue) ? ((hue % 6) + 6) % 6 : 0;
  return { client, name: name.slice(0, 60), role: typeof role === 'string' ? role : '', hue: shown, anchor, head };
};

const draw = (doc: Node, awareness: Awareness, text: TextId, binding: TextBinding): DecorationSet => {
  const drawn: Decoration[] = [];
  for (const [client, state] of awareness.getStates()) {
    const caret = client === awareness.clientID ? null : readCaret(client, state, text, binding, doc);
    if (!caret) continue;
    const { anchor, head, hue, name, role } = caret;
    if (anchor !== head)
      drawn.push(
        Decoration.inline(
          Math.min(anchor, head),
          Math.max(anchor, head),
          { 'data-selected-by': String(hue) },
          { inclusiveEnd: false },
        ),
      );
    drawn.push(
      Decoration.widget(head, () => caretElement(caret), {
        key: `caret ${client} ${hue} ${role} ${name}`,
        side: 10,
        ignoreSelection: true,
        marks: [],
      }),
    );
  }
  return DecorationSet.create(doc, drawn);
};

/** A line in the text that takes no room, and the name in the margin of that line: it never covers a word. */
const caretElement = ({ name, role, hue }: Caret): HTMLElement => {
  const caret = document.createElement('span');
  caret.dataset['caret'] = String(hue);
  caret.dataset['role'] = role;
  caret.setAttribute('aria-hidden', 'true');
  const label = caret.appendChild(document.createElement('span'));
  // The margin holds a first name, on a phone its first letter.
  label.textContent = firstName(name);
  label.dataset['initial'] = initials(name);
  return caret;
};

const REFRESH = 'refresh';

/** Carets and selections of others, and mine for them. Mine is sent when it changes for the others, not at each keystroke. */
export const carets = (binding: TextBinding, awareness: Awareness, text: TextId): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => draw(doc, awareness, text, binding),
      apply: (tr, old) => {
        if (tr.getMeta(key) === REFRESH || tr.getMeta(FROM_TEXT) === true)
          return draw(tr.doc, awareness, text, binding);
        return tr.docChanged ? old.map(tr.mapping, tr.doc) : old;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleDOMEvents: {
        focus: (view) => {
          tellLater(view);
          return false;
        },
        blur: (view) => {
          tellLater(view);
          return false;
        },
      },
    },
    view: (view) => follow(view, binding, awareness, text),
  });

/** Names that would lie over each other in the margin go one under the other. */
const spread = (view: EditorView): void => {
  const names = [...view.dom.querySelectorAll<HTMLElement>('[data-caret] > span')];
  for (const name of names) name.style.translate = '';
  if (names.length < 2) return;
  let free = -Infinity;
  const placed = names
    .map((name) => ({ name, ...(name.getBoundingClientRect().toJSON() as { top: number; height: number }) }))
    .sort((one, other) => one.top - other.top);
  for (const { name, top, height } of placed) {
    if (top < free) name.style.translate = `0 ${free - top}px`;
    free = Math.max(top, free) + height + 1;
  }
};
const spreading = new WeakMap<EditorView, number>();
const spreadLater = (view: EditorView): void => {
  if ((key.getState(view.state)?.find().length ?? 0) === 0) return;
  cancelAnimationFrame(spreading.get(view) ?? 0);
  spreading.set(
    view,
    requestAnimationFrame(() => {
      if (!view.isDestroyed) spread(view);
    }),
  );
};

const tellers = new WeakMap<EditorView, () => void>();
const tellLater = (view: EditorView): void => tellers.get(view)?.();

const follow = (view: EditorView, binding: TextBinding, awareness: Awareness, text: TextId) => {
  let telling: ReturnType<typeof setTimeout> | undefined;
  const current = (): Presence['cursor'] => (awareness.getLocalState() as Partial<Presence> | null)?.cursor ?? null;
  const tell = (): void => {
    if (!awareness.getLocalState()) return;
    const last = current();
    if (!view.hasFocus()) {
      if (last?.text === text) awareness.setLocalStateField('cursor', null);
      return;
    }
    const at = (position: number): unknown =>
      Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(binding.text, binding.indexAt(position)));
    const { anchor, head } = view.state.selection;
    const cursor = { text, anchor: at(anchor), head: at(head) };
    if (JSON.stringify(cursor) !== JSON.stringify(last)) awareness.setLocalStateField('cursor', cursor);
  };
  tellers.set(view, () => {
    clearTimeout(telling);
    telling = setTimeout(() => {
      if (!view.isDestroyed) tell();
    }, 40);
  });
  const onChange = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void => {
    const others = [...added, ...updated, ...removed].some((client) => client !== awareness.clientID);
    if (others && !view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, REFRESH).setMeta('addToHistory', false));
  };
  awareness.on('change', onChange);
  return {
    update: (_: EditorView, before: EditorState) => {
      if (key.getState(view.state) !== key.getState(before) || view.state.doc !== before.doc) spreadLater(view);
      if (!view.state.selection.eq(before.selection) || view.state.doc !== before.doc) tellLater(view);
    },
    destroy: () => {
      clearTimeout(telling);
      awareness.off('change', onChange);
      if (current()?.text === text) awareness.setLocalStateField('cursor', null);
    },
  };
};
