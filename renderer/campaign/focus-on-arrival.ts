import { useEffect, type RefObject } from 'react';

/**
 * Whoever chose a sheet in the outline means to be in it: the focus goes to the first of `targets` that it has. Whoever came from where
 * nothing has the focus any more, as by the palette or from another screen, is at its heading. In every other case the focus stays where
 * it is, as beside a comment that leads to its words.
 */
export const useFocusOnArrival = (sheet: RefObject<HTMLElement | null>, targets: readonly string[]): void => {
  useEffect(() => {
    const { activeElement } = document;
    const chosen = activeElement?.closest('nav') ? targets : activeElement === document.body ? ['h2'] : [];
    const target = chosen.map((each) => sheet.current?.querySelector<HTMLElement>(each)).find(Boolean);
    target?.focus({ preventScroll: true });
    // Once for each sheet.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
};
