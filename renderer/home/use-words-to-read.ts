import { useEffect, useState } from 'react';
import type { Workspace } from '../client/contract.ts';
import { useWorkspace } from '../client/hooks.ts';
import type { WaitingCard } from './waiting/card.ts';

type Reads = WaitingCard['reads'];

/** How many words of a version somebody has to read; null until both versions are here, and where they are not to be had. */
export const useWordsToRead = (reads: Reads): number | null => {
  const workspace = useWorkspace();
  const [found, setFound] = useState<{ of: string; words: number } | null>(null);
  const key = reads ? `${reads.campaign} ${reads.version} ${reads.base}` : null;
  useEffect(() => {
    if (!reads) return undefined;
    let over = false;
    const count = async () => {
      const words = await wordsOf(workspace, reads).catch(() => null);
      if (!over && words !== null) setFound({ of: `${reads.campaign} ${reads.version} ${reads.base}`, words });
    };
    void count();
    return () => {
      over = true;
    };
    // The card is made anew with every event; what it reads is the same while its key is.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [workspace, key]);
  return found !== null && found.of === key ? found.words : null;
};

const wordsOf = async (workspace: Workspace, { campaign, version, base }: NonNullable<Reads>): Promise<number> => {
  const [now, before, { wordsToRead }] = await Promise.all([
    workspace.version(campaign, version),
    base === null ? null : workspace.version(campaign, base),
    // Comparing versions is no part of the first screen.
    import('./words-to-read.ts'),
  ]);
  return wordsToRead(before, now);
};
