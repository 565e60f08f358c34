import { useEffect, type RefObject } from 'react';

/**
 * Whoever chose a sheet in the outline means to be in it: the focus goes to the first of `targets` that it has. It stays where it is
 * when the sheet came in another way, as beside a comment that leads to its words.
 */
export const useFocusFromOutline = (sheet: RefObject<HTMLElement | null>, targets: readonly string[]): void => {
  useEffect(() => {
    if (!document.activeElement?.closest('nav')) return;
    const target = targets.map((each) => sheet.current?.querySelector<HTMLElement>(each)).find(Boolean);
    target?.focus({ preventScroll: true });
    // Once for each sheet.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
};
