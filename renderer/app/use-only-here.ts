import { useEffect, useState } from 'react';
import { useOutbox, useRecoveries, useSync, useWorkspace } from '../client/hooks.ts';

/** How many things only this laptop has, counted again whenever that may have changed. */
export const useOnlyHere = (): number => {
  const workspace = useWorkspace();
  const [found, setFound] = useState(0);
  const [sync, outbox, kept] = [useSync(), useOutbox(), useRecoveries()];
  useEffect(() => {
    let over = false;
    const look = async () => {
      const fresh = await workspace.onlyHere();
      if (!over) setFound(fresh);
    };
    void look();
    return () => {
      over = true;
    };
    // The others say that it may be another number by now.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [workspace, sync, outbox, kept]);
  return found;
};
