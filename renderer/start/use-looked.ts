import { useEffect, useState } from 'react';
import type { Door, Looked } from '../client/contract.ts';
import { readInvite } from '../client/invite-link.ts';

/** What a link opens, asked as soon as it is whole; null before the answer and while it is none. `again` asks once more. */
export const useLooked = (door: Door, link: string): { looked: Looked | null; again: () => void } => {
  const [found, setFound] = useState<{ of: string; looked: Looked } | null>(null);
  const [turn, setTurn] = useState(0);
  const whole = readInvite(link) !== null;
  useEffect(() => {
    if (!whole) return undefined;
    let over = false;
    const look = async () => {
      const looked = await door.look(link.trim());
      if (!over) setFound({ of: link, looked });
    };
    void look();
    return () => {
      over = true;
    };
    // Another turn is the same question again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [door, link, whole, turn]);
  return {
    looked: whole && found?.of === link ? found.looked : null,
    again: () => {
      setFound(null);
      setTurn((last) => last + 1);
    },
  };
};
