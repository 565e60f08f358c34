import { useCallback, useEffect, useState } from 'react';
import type { Door, KnownWorkspace } from '../client/contract.ts';
import { useServers } from '../app/use-servers.ts';
import { useLasting } from '../ui/use-lasting.ts';
import type { Reached } from './Ways.tsx';

const ASK_AGAIN = 4_000;
/** A server that answers at once is not worth a word. In ms. */
const WORTH_SAYING = 1_000;

/**
 * What this laptop knows before any workspace is open, and whether the server answers where new ones begin; one that does not is asked
 * again. `servers` are the shell's, null in a browser; `chosen` once another stands first. `looking` where the answer takes its time.
 */
export const useServer = (door: Door) => {
  const [server, setServer] = useState<Reached>(undefined);
  const [known, setKnown] = useState<KnownWorkspace[]>([]);
  /** Only in the shell: a browser has the server that it came from. */
  const { servers, again: listAgain } = useServers();
  const ask = useCallback(async () => {
    setServer(await door.server());
  }, [door]);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const all = await door.known();
      if (!gone) setKnown(all.toSorted((one, other) => other.openedAt.localeCompare(one.openedAt)));
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
  const chosen = () => {
    setServer(undefined);
    listAgain();
    void ask();
  };
  const looking = useLasting(server === undefined, WORTH_SAYING);
  return { server, looking, known, servers, ask, again, chosen };
};
