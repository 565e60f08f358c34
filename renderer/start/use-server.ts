import { useCallback, useEffect, useState } from 'react';
import type { Door, KnownWorkspace } from '../client/contract.ts';
import type { Reached } from './Ways.tsx';

const ASK_AGAIN = 4_000;

/** What this laptop knows before any workspace is open, and whether its server answers; one that does not is asked again. */
export const useServer = (door: Door) => {
  const [server, setServer] = useState<Reached>(undefined);
  const [known, setKnown] = useState<KnownWorkspace[]>([]);
  /** Only in the shell: a browser has the server that it came from. */
  const [hasNone, setHasNone] = useState(false);
  const ask = useCallback(async () => {
    setServer(await door.server());
  }, [door]);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const all = await door.known();
      if (!gone) setKnown(all.toSorted((one, other) => other.openedAt.localeCompare(one.openedAt)));
      const servers = await window.desktop?.servers();
      if (!gone) setHasNone(servers?.length === 0);
      const reached = await door.server();
      if (!gone) setServer(reached);
    };
    void look();
    return () => {
      gone = true;
    };
    // Another turn is the same question again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [door, turn]);
  useEffect(() => {
    if (server !== null) return undefined;
    const timer = setInterval(() => void ask(), ASK_AGAIN);
    return () => {
      clearInterval(timer);
    };
  }, [server, ask]);
  const again = () => {
    setTurn((last) => last + 1);
  };
  return { server, known, hasNone, ask, again };
};
