import { useEffect, useState } from 'react';
import type * as Y from 'yjs';

/** What is drawn from whole texts waits for this much quiet, but never longer than `AT_MOST`. */
const QUIET = 250;
const AT_MOST = 1_500;

/** Counts up once the documents have been quiet for a moment; so checks and diffs cost nothing per keystroke. */
export const useSettled = (one: Y.Doc, other: Y.Doc): number => {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let since = 0;
    const settle = () => {
      timer = null;
      setTurn((now) => now + 1);
    };
    const changed = () => {
      const now = performance.now();
      if (timer === null) since = now;
      else clearTimeout(timer);
      timer = setTimeout(settle, Math.max(0, Math.min(QUIET, since + AT_MOST - now)));
    };
    one.on('update', changed);
    other.on('update', changed);
    // It may have changed between the render and now.
    settle();
    return () => {
      one.off('update', changed);
      other.off('update', changed);
      if (timer !== null) clearTimeout(timer);
    };
  }, [one, other]);
  return turn;
};
