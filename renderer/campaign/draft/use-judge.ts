import { useEffect, useState } from 'react';
import { afterFirstWords } from '../../ui/first-words.ts';
import type { Judge } from './judge.ts';

const bring = afterFirstWords(() => import('./judge.ts'));

/** The code that checks and compares drafts: nobody waits for it to write, so it comes after the editor. Null until then. */
export const useJudge = (turn: number): Judge | null => {
  const [judge, setJudge] = useState<Judge | null>(null);
  const waits = judge === null;
  useEffect(() => {
    if (!waits) return undefined;
    let gone = false;
    const load = async () => {
      const loaded = await bring();
      if (!gone) setJudge(loaded.judge);
    };
    // What does not come now is asked for again when the draft has changed.
    load().catch(() => undefined);
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [waits, turn]);
  return judge;
};
