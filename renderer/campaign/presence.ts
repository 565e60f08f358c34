import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type { Presence } from '../editor/contract.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { hexOf, hueOf } from '../ui/hue.ts';
import { useOpenCampaign } from './open-campaign.ts';

/** A colleague who has the campaign open, and the text their caret stands in. */
export type Here = { member: string; text: string | null };

/** Who is here in both rooms, without me; a person with two windows is one. */
export const readHere = (rooms: readonly Awareness[], me: string): Here[] => {
  const here = new Map<string, Here>();
  for (const awareness of rooms)
    for (const [client, state] of awareness.getStates()) {
      const { member, cursor } = state as Partial<Presence>;
      if (client === awareness.clientID || typeof member !== 'string' || member === me) continue;
      const text = cursor?.text ?? here.get(member)?.text ?? null;
      here.set(member, { member, text });
    }
  return [...here.values()];
};

const watchHere = (rooms: readonly Awareness[], me: string) => {
  let last = readHere(rooms, me);
  return {
    read: () => {
      const now = readHere(rooms, me);
      const same =
        now.length === last.length &&
        now.every((each, index) => each.member === last[index]?.member && each.text === last[index].text);
      if (!same) last = now;
      return last;
    },
    subscribe: (listener: () => void) => {
      for (const awareness of rooms) awareness.on('change', listener);
      return () => {
        for (const awareness of rooms) awareness.off('change', listener);
      };
    },
  };
};

export const useHere = (): Here[] => {
  const { brief, copy } = useOpenCampaign();
  const me = useWorkspace().me().id;
  const watched = useMemo(() => watchHere([brief.awareness, copy.awareness], me), [brief, copy, me]);
  return useSyncExternalStore(watched.subscribe, watched.read);
};

/** Says in both rooms who I am; the caret is the editor's. The server puts in its own name for me. */
export const useMyPresence = (): void => {
  const { brief, copy } = useOpenCampaign();
  const me = useWorkspace().me();
  const hue = useWorkspaceState((state) => hueOf(state, me.id));
  useEffect(() => {
    for (const { awareness } of [brief, copy])
      awareness.setLocalState({
        cursor: null,
        ...awareness.getLocalState(),
        member: me.id,
        name: me.name,
        role: me.role,
        hue,
        color: hexOf(hue),
      });
  }, [brief, copy, me.id, me.name, me.role, hue]);
};
