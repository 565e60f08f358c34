import { useEffect, useState, type RefObject } from 'react';
import { endIsSeen } from './stops.ts';

const seenIn = (list: HTMLElement | null): string[] =>
  [...(list?.querySelectorAll<HTMLElement>('[data-sheet]') ?? [])]
    .filter(endIsSeen)
    .flatMap((sheet) => sheet.dataset['sheet'] ?? []);

/** Sheets whose end was on the screen: of a longer one nobody has looked at all of it before that. */
export const useReached = (list: RefObject<HTMLElement | null>): ReadonlySet<string> => {
  const [reached, setReached] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const look = () => {
      const seen = seenIn(list.current);
      setReached((before) => (seen.every((id) => before.has(id)) ? before : new Set([...before, ...seen])));
    };
    // After each drawing, since other sheets may have come, or one opened a fold.
    look();
    // What scrolls is a part of the screen, and its scrolling does not bubble.
    window.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  });
  return reached;
};
