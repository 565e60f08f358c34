import { Plugin, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** A merge tag that is being typed: `{{` and what follows it, up to the caret. */
export type TagQuery = { from: number; to: number; words: string };

const OPEN = /\{\{([^{}\n|]{0,40})$/;

export const tagQuery = ({ selection }: EditorState): TagQuery | null => {
  const { $from, empty } = selection;
  if (!empty || $from.depth !== 1) return null;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 44), $from.parentOffset);
  const found = OPEN.exec(before);
  const after = $from.parent.textBetween(
    $from.parentOffset,
    Math.min($from.parent.content.size, $from.parentOffset + 60),
  );
  // A tag that is complete is not asked for again.
  if (!found || /^[^{}\n]*\}\}/.test(after)) return null;
  return { from: $from.pos - found[0].length, to: $from.pos, words: found[1]!.trim().toLowerCase() };
};

export type TagMenuKeys = {
  /** Tells of a query that began, changed or ended. */
  asks: (view: EditorView, query: TagQuery | null) => void;
  /** A key while the menu is open; true where the menu took it. */
  key: (view: EditorView, key: string) => boolean;
};

/** Watches for `{{` and gives the menu its keys while it is open. */
export const tagQueries = (menu: TagMenuKeys): Plugin => {
  let open = false;
  /** Where Escape closed the menu: it stays closed for that tag. */
  let dismissed: number | null = null;
  const look = (view: EditorView): void => {
    const query = view.hasFocus() && !view.composing ? tagQuery(view.state) : null;
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
          dismissed = tagQuery(view.state)?.from ?? null;
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
