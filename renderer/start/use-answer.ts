import { useState } from 'react';

type Refused = { ok: false; says: string };

/** Waits for a yes or a no: `busy` meanwhile, `refused` in words where it was a no or nobody answered. */
export const useAnswer = () => {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const ask = async <Taken extends { ok: true }>(
    asking: () => Promise<Taken | Refused>,
    taken: (answer: Taken) => void,
  ): Promise<void> => {
    setBusy(true);
    setRefused(null);
    try {
      const answer = await asking();
      if (answer.ok) taken(answer);
      else setRefused(answer.says);
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, refused, refuse: setRefused, ask };
};
