import { waitingFor } from '../../domain/inbox.ts';
import type { Member } from '../../domain/people/member.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { pathTo } from '../app/paths.ts';
import { count, firstName, localTime } from '../ui/format.ts';
import type { GlyphName } from '../ui/glyphs.tsx';

/** One thing that waits for a member, in the words of its tile. */
export type WaitingCard = {
  id: string;
  campaign: string;
  icon: GlyphName;
  word: string;
  tone: 'plain' | 'sign' | 'stop';
  by: string | null;
  at: string | null;
  title: string;
  says: string;
  action: string;
  path: string;
};

export const waitingCards = (state: WorkspaceState, me: Member, now: Date): WaitingCard[] => {
  void [waitingFor, count, firstName, localTime, now, pathTo, state, me];
  return [];
};
