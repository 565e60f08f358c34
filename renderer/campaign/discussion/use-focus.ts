import { useLayoutEffect, useRef, type RefObject } from 'react';

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Once what is drawn anew is on the page: the first of these that can takes the focus, if nothing has it; else the open tab, or the page. */
const focusOn = (wanted: readonly (Element | null | undefined)[]): void => {
  queueMicrotask(() => {
    if (!isLost()) return;
    const others = [document.querySelector('[role=tab][aria-selected=true]'), document.getElementById('main')];
    // What is hidden by now takes no focus, and says nothing.
    for (const each of [...wanted, ...others])
      if (each instanceof HTMLElement && isLost()) each.focus({ preventScroll: true });
  });
};

/** When a form goes with the focus in it: back to where it was when the form came, or to what the form stood in. */
export const useFocusBack = (form: RefObject<HTMLElement | null>): void => {
  useLayoutEffect(() => {
    const own = form.current;
    const before = document.activeElement === document.body ? null : document.activeElement;
    const around = own?.parentElement?.closest('[tabindex]');
    return () => {
      if (own?.contains(document.activeElement)) focusOn([before, around]);
    };
  }, [form]);
};

/**
 * Keeps the focus in a card whose buttons change under it, and hands it on when the card goes, as one that was resolved does: to the next
 * card, or the one before. What it returns is for the card.
 */
export const useFocusKept = (card: RefObject<HTMLElement | null>): { onFocus: () => void; onBlur: () => void } => {
  // React hears no blur of what it takes away itself.
  const within = useRef(false);
  useLayoutEffect(() => {
    if (within.current && isLost()) card.current?.focus({ preventScroll: true });
  });
  useLayoutEffect(() => {
    const own = card.current;
    return () => {
      if (!own?.contains(document.activeElement)) return;
      const all = [...document.querySelectorAll('[data-thread]')];
      const at = all.indexOf(own);
      focusOn([...all.slice(at + 1), ...all.slice(0, at).toReversed()]);
    };
  }, [card]);
  return {
    onFocus: () => {
      within.current = true;
    },
    onBlur: () => {
      within.current = false;
    },
  };
};
