import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { TextBinding } from './text-binding.ts';

/** ProseMirror reads the last of a composition within this time after the browser says that it ended. */
const SETTLES = 60;

/** Shows what others wrote while somebody composed, once the composition is over. */
export const composing = (binding: TextBinding): Plugin => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (view: EditorView): false => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (view.isDestroyed) return;
      if (view.composing) later(view);
      else binding.composed();
    }, SETTLES);
    return false;
  };
  return new Plugin({
    props: { handleDOMEvents: { compositionend: later, blur: later } },
    view: () => ({
      destroy: () => {
        clearTimeout(timer);
      },
    }),
  });
};
