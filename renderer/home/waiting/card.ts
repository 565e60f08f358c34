import type { Member } from '../../../domain/people/member.ts';
import type { Said, WorkspaceState } from '../../../domain/state.ts';
import { firstName } from '../../ui/format.ts';
import type { GlyphName } from '../../ui/glyphs.tsx';

/** One thing that waits for a member, in the words of its tile. */
export type WaitingCard = {
  id: string;
  /** Null for what concerns the whole workspace. */
  campaign: string | null;
  icon: GlyphName;
  word: string;
  /** The same for a line that names the campaign first: `4 blocking threads`. */
  short: string;
  tone: 'plain' | 'sign' | 'stop';
  by: string | null;
  at: string | null;
  title: string;
  says: string;
  action: string;
  /** A version whose changes since `base` are to be read; their number takes the place of `action` once it is known. */
  reads?: { campaign: string; version: number; base: number | null };
  path: string;
  /** Lower stands first. */
  rank: number;
};

export type Looking = { state: WorkspaceState; me: Member; now: Date };

export const nameOf = ({ state, me }: Looking, id: string): string =>
  id === me.id ? 'you' : firstName(state.members[id]?.name ?? 'someone');
const wordsOf = (said: Said | null | undefined): string => said?.body?.text ?? '';
export const quoted = (said: Said | null | undefined): string =>
  wordsOf(said) ? `“${wordsOf(said)}”` : 'The words were erased.';
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);
