import { useEffect, useRef } from 'react';

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target.matches('input, textarea, select') && !target.matches('[type=radio], [type=checkbox]')));

/** How a key event is written: `Mod+K` (Ctrl, or ⌘ on a Mac), `Shift+Enter`, `n`, `?`. */
export const keyOf = (event: KeyboardEvent): string => {
  const key =
    event.key.length === 1 ? (event.ctrlKey || event.metaKey ? event.key.toUpperCase() : event.key) : event.key;
  const shift = event.shiftKey && (event.key.length > 1 || event.ctrlKey || event.metaKey);
  return `${event.ctrlKey || event.metaKey ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
};

/**
 * Keys of the screen that is mounted. Plain keys do nothing while somebody types or a dialog is open; keys with `Mod` work
 * while typing too, except in the editor, which has its own. Return false from a handler to let the key go on.
 */
export const useKeys = (keys: Record<string, () => boolean | void>): void => {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyOf(event);
      const run = now.current[key];
      if (!run) return;
      const inEditor = event.target instanceof HTMLElement && event.target.isContentEditable;
      if (key.startsWith('Mod+') ? inEditor : types(event.target)) return;
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return;
      if (run() !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
};
