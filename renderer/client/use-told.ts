import { useCallback, useEffect, useState } from 'react';
import type { Told } from './inquiries.ts';

/** What the server told last, and how to ask again; `told` is null until the first answer. `ask` must be stable. */
export const useTold = <T>(ask: () => Promise<Told<T>>): { told: Told<T> | null; again: () => void } => {
  const [told, setTold] = useState<Told<T> | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let over = false;
    const read = async () => {
      const answer = await ask();
      if (!over) setTold(answer);
    };
    void read();
    return () => {
      over = true;
    };
    // Another turn is the same question again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [ask, turn]);
  return {
    told,
    again: useCallback(() => {
      setTurn((last) => last + 1);
    }, []),
  };
};
