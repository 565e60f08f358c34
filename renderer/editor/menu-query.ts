import type { ResolvedPos } from '@tiptap/pm/model';
import { Plugin, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** What is being typed that a menu completes, up to the caret: `{{` and a field's name, or `/` and a kind of block. */
export type MenuQuery = { of: 'field' | 'kind'; from: number; to: number; words: string };

const OPEN = /\{\{([^{}\n|]{0,40})$/;
const SLASH = /^\/([\p{L}\d ]{0,20})$/u;

export const menuQuery = (state: EditorState, mode: 'copy' | 'line'): MenuQuery | null => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth !== 1) return null;
  return tagQuery($from) ?? (mode === 'copy' ? kindQuery($from) : null);
};

/** A slash that stands alone in its block, with what follows it. */
const kindQuery = ($from: ResolvedPos): MenuQuery | null => {
  const { parent, parentOffset, pos } = $from;
  const found = parentOffset === parent.content.size ? SLASH.exec(parent.textContent) : null;
  return found && { of: 'kind', from: $from.start(), to: pos, words: found[1]!.trim().toLowerCase() };
};

const tagQuery = ($from: ResolvedPos): MenuQuery | null => {
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 44), $from.parentOffset);
  const found = OPEN.exec(before);
  const after = $from.parent.textBetween(
    $from.parentOffset,
    Math.min($from.parent.content.size, $from.parentOffset + 60),
  );
  // A tag that is complete is not asked for again.
  if (!found || /^[^{}\n]*\}\}/.test(after)) return null;
  return { of: 'field', from: $from.pos - found[0].length, to: $from.pos, words: found[1]!.trim().toLowerCase() };
};

export type MenuKeys = {
  /** Tells of a query that began, changed or ended. */
  asks: (view: EditorView, query: MenuQuery | null) => void;
  /** A key while the menu is open; true where the menu took it. */
  key: (view: EditorView, key: string) => boolean;
};

/** Watches for what a menu completes and gives the menu its keys while it is open. */
export const menuQueries = (menu: MenuKeys, mode: 'copy' | 'line'): Plugin => {
  let open = false;
  /** Where Escape closed the menu: it stays closed for what began there. */
  let dismissed: number | null = null;
  const look = (view: EditorView): void => {
    const query = view.hasFocus() && view.editable && !view.composing ? menuQuery(view.state, mode) : null;
    if (query?.from !== dismissed) dismissed = null;
    const shown = query && dismissed === null ? query : null;
    if (open || shown) menu.asks(view, shown);
    open = shown !== null;
  };
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (!open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
        if (event.key === 'Escape') {
          dismissed = menuQuery(view.state, mode)?.from ?? null;
          look(view);
          return true;
        }
        return menu.key(view, event.key);
      },
      handleDOMEvents: {
        blur: (view) => {
          setTimeout(() => {
            if (!view.isDestroyed) look(view);
          });
          return false;
        },
      },
    },
    view: () => ({
      update: (view, before) => {
        if (view.state.doc !== before.doc || !view.state.selection.eq(before.selection)) look(view);
      },
    }),
  });
};
