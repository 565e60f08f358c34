import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import type { WritersReply } from '../../../domain/wire/http.ts';
import type { OpenRoom } from '../../client/contract.ts';
import { useOnline, useWorkspace } from '../../client/hooks.ts';
import type { Presence, Writer, WriterOf } from '../../editor/contract.ts';
import { firstName } from '../../ui/format.ts';
import { hueOf, lineOf } from '../../ui/hue.ts';
import { useCampaign, useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { proposerIn } from './proposed.ts';

/** Whether the open campaign shows who wrote what, and what the server said about it last. */
type Writers = {
  shown: boolean;
  campaign: string | null;
  told: WritersReply | null;
  why: string | null;
  asked: number;
};
const start: Writers = { shown: false, campaign: null, told: null, why: null, asked: 0 };
export const useWriters = create<Writers>(() => start);

export const showWriters = (shown: boolean): void => {
  useWriters.setState({ shown });
};
/** Somebody wrote whom the last answer did not name. */
const askAgain = (): void => {
  useWriters.setState(({ asked }) => ({ asked: asked + 1 }));
};

/** Asks the server whose client ids these are, while somebody wants to see it. Once per open campaign. */
export const useAskedWriters = (): void => {
  const { id } = useOpenCampaign();
  const { inquiries } = useWorkspace();
  const online = useOnline();
  const shown = useWriters((all) => all.shown);
  const asked = useWriters((all) => all.asked);
  useEffect(() => {
    // Offline the question waits for a line; what was answered before still stands.
    if (!shown || !online) return undefined;
    let over = false;
    const read = async () => {
      const told = await inquiries.writers(id);
      if (over) return;
      if (told.ok) useWriters.setState({ campaign: id, told: told.value, why: null });
      else useWriters.setState({ why: told.says });
    };
    const timer = setTimeout(() => void read(), asked === 0 ? 0 : PAUSE);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [shown, asked, online, id, inquiries]);
};
/** How long a question about somebody new waits, so that a new colleague's first words are one question. */
const PAUSE = 3000;

export const nobody: Writer = { name: 'not known yet', hue: 4, line: 0 };

/** Whose words these are of one text; null while nobody wants to see it. */
export const useWriterOf = (room: OpenRoom, textId: TextId): WriterOf | null => {
  const { id, threads } = useCampaign();
  const shown = useWriters((all) => all.shown);
  const told = useWriters((all) => (all.campaign === id ? all.told : null));
  const team = useTeam();
  const me = useMe();
  const kind = room.name.endsWith('/brief') ? 'brief' : 'copy';
  return useMemo(() => {
    if (!shown) return null;
    const proposer = proposerIn(threads, textId);
    const first = (member: string) => firstName(team.members[member]?.name ?? 'Someone');
    const members = new Map(told?.[kind].map(({ client, member }) => [client, member]));
    const waits = new Set<number>();
    return (client, words) => {
      const here = room.awareness.getStates().get(client) as Partial<Presence> | undefined;
      const member = members.get(client) ?? (client === room.doc.clientID ? me.id : here?.member);
      const known = typeof member === 'string' ? team.members[member] : undefined;
      if (!known) {
        if (told !== null && !waits.has(client)) setTimeout(askAgain);
        waits.add(client);
        return nobody;
      }
      const by = proposer(known.id, words) ?? known.id;
      const name = by === known.id ? first(by) : `${first(by)}, taken by ${first(known.id)}`;
      return { name, hue: hueOf(team, by), line: lineOf(team, by) };
    };
    // Names and hues follow the members; the rest of the workspace's state does not matter here.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [shown, told, kind, team.members, threads, textId, me.id, room]);
};
