import { useCallback, useMemo, useState } from 'react';
import type { PartDiff } from '../../../domain/canonical/diff.ts';
import { textOf } from '../../../domain/campaign/sequence.ts';
import { useRoomStatus, useWorkspace } from '../../client/hooks.ts';
import { useTold } from '../../client/use-told.ts';
import { useCampaign, useOpenCampaign } from '../open-campaign.ts';
import { wroteIn, type WroteIn } from './wrote.ts';

/** Who wrote the words that came with a version; null until the server has said whose client ids are whose and sent the draft. */
export const useWrote = (parts: readonly PartDiff[]): WroteIn | null => {
  const { id, brief, copy } = useOpenCampaign();
  const { threads } = useCampaign();
  const { inquiries } = useWorkspace();
  const ask = useCallback(() => inquiries.writers(id), [inquiries, id]);
  const { told } = useTold(ask);
  const rooms = [useRoomStatus(brief), useRoomStatus(copy)];
  // An older draft than the version lacks its words, and would have them written by nobody. What was read once stays.
  const [here, setHere] = useState(false);
  if (!here && rooms.every(({ loaded, connection }) => loaded && connection === 'connected')) setHere(true);
  return useMemo(() => {
    if (!told?.ok || !here) return null;
    const membersOf = (kind: 'brief' | 'copy') =>
      new Map(told.value[kind].map(({ client, member }) => [client, member]));
    const [inBrief, inCopy] = [membersOf('brief'), membersOf('copy')];
    const isBrief = (text: string): boolean => text.startsWith('brief/');
    return wroteIn(
      parts,
      (text) => textOf(isBrief(text) ? brief.doc : copy.doc, text),
      (client, text) => (isBrief(text) ? inBrief : inCopy).get(client),
      threads,
    );
    // Read once for a version: what is written meanwhile is not in it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [told, here, parts]);
};
