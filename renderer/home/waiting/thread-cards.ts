import type { CampaignState, Said, Thread } from '../../../domain/state.ts';
import { pathTo } from '../../app/paths.ts';
import { count } from '../../ui/format.ts';
import type { GlyphName } from '../../ui/glyphs.tsx';
import { nameOf, quoted, type Looking, type WaitingCard } from './card.ts';

type Turn = 'blocking' | 'suggestion' | 'reply';
type Waiting = { thread: Thread; turn: Turn; by: string; at: string; said: Said };

const kinds: Record<
  Turn,
  { icon: GlyphName; word: string; one: string; many: string; tone: 'plain' | 'stop'; rank: number }
> = {
  blocking: {
    icon: 'block',
    word: 'Blocking thread',
    one: 'Open the thread',
    many: 'Open the newest',
    tone: 'stop',
    rank: 4,
  },
  suggestion: {
    icon: 'suggest',
    word: 'Suggestion',
    one: 'Look at it',
    many: 'Look at the newest',
    tone: 'plain',
    rank: 7,
  },
  reply: { icon: 'comment', word: 'Reply', one: 'Read it', many: 'Read the newest', tone: 'plain', rank: 8 },
};
const plural: Record<Turn, string> = { blocking: 'blocking threads', suggestion: 'suggestions', reply: 'replies' };

/** Open threads in which it is this member's turn, one card for each kind: to close or answer, to judge a suggestion, to read a reply. */
export const threadCards = (campaign: CampaignState, mine: boolean, looking: Looking): WaitingCard[] => {
  const waiting = Object.values(campaign.threads)
    .flatMap((thread) => inTurn(thread, mine, looking) ?? [])
    .toSorted((one, other) => other.at.localeCompare(one.at));
  return [...Map.groupBy(waiting, ({ turn }) => turn)].map(([turn, all]) => cardOf(campaign, turn, all, looking));
};

const inTurn = (thread: Thread, mine: boolean, { me }: Looking): Waiting | null => {
  if (thread.state !== 'open') return null;
  const reply = thread.replies.at(-1);
  const { by, at, comment: said } = reply ?? thread;
  if (by === me.id) return null;
  const opened = thread.by === me.id;
  const waits = { thread, by, at, said };
  if (thread.blocking && (mine || opened || me.role === 'sales-lead')) return { ...waits, turn: 'blocking' };
  if (thread.replacement && mine) return { ...waits, turn: 'suggestion', said: thread.replacement };
  return opened && reply ? { ...waits, turn: 'reply' } : null;
};

const cardOf = (campaign: CampaignState, turn: Turn, all: Waiting[], looking: Looking): WaitingCard => {
  const { icon, word, one, many, tone, rank } = kinds[turn];
  const newest = all[0]!;
  const { thread, said, by, at } = newest;
  const several = all.length > 1;
  const mayClose = thread.by === looking.me.id || looking.me.role === 'sales-lead';
  const closing = mayClose ? 'You can close it.' : `Only ${nameOf(looking, thread.by)} or a sales lead can close it.`;
  return {
    id: `${turn}-${campaign.id}`,
    campaign: campaign.id,
    icon,
    word: several ? `${all.length} ${plural[turn]}` : word,
    short: count(all.length, word.toLowerCase(), plural[turn]),
    tone,
    by: nameOf(looking, by),
    at,
    title: campaign.name,
    says: `${several ? 'Newest: ' : ''}${quoted(said)}${turn === 'blocking' ? ` ${closing}` : ''}`,
    action: several ? many : one,
    path: pathTo.campaign(campaign.id, `thread/${thread.id}`),
    rank,
  };
};
