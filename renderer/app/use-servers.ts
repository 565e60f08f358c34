import { useCallback, useEffect, useState } from 'react';
import type { KnownServer } from '../../electron/contract/desktop.ts';

const known = async (): Promise<KnownServer[] | null> => (await window.desktop?.servers()) ?? null;

/** The servers that the shell knows, the one to use first in front; null while they are asked for, and in a browser. `again` asks anew. */
export const useServers = (): { servers: KnownServer[] | null; again: () => void } => {
  const [servers, setServers] = useState<KnownServer[] | null>(null);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const all = await known();
      if (!gone) setServers(all);
    };
    void look();
    const stop = window.desktop?.onServers(() => void look());
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  const again = useCallback(() => {
    void known().then(setServers);
  }, []);
  return { servers, again };
};
