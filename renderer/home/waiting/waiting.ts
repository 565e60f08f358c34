import type { Member } from '../../../domain/people/member.ts';
import { stageOf } from '../../../domain/stage.ts';
import type { CampaignState, WorkspaceState } from '../../../domain/state.ts';
import type { Looking, WaitingCard } from './card.ts';
import { haltCards } from './halt-cards.ts';
import { missCards } from './miss-cards.ts';
import { ownerCards } from './owner-cards.ts';
import { peopleCards } from './people-cards.ts';
import { signCards } from './sign-cards.ts';
import { threadCards } from './thread-cards.ts';

/** Everything that waits for this member, most pressing first. Empty for viewers and the suspended. */
export const waitingCards = (state: WorkspaceState, me: Member, now: Date): WaitingCard[] => {
  if (me.role === 'viewer' || me.suspended) return [];
  const looking = { state, me, now };
  return [
    ...Object.values(state.campaigns).flatMap((campaign) => cardsOf(campaign, looking)),
    ...peopleCards(looking),
  ].toSorted((one, other) => one.rank - other.rank || (other.at ?? '').localeCompare(one.at ?? ''));
};

const cardsOf = (campaign: CampaignState, looking: Looking): WaitingCard[] => {
  const stage = stageOf(looking.state, campaign);
  if (stage === 'done' || campaign.archived) return [];
  const mine = (campaign.facts.owner ?? campaign.createdBy) === looking.me.id;
  return [
    ...(stage === 'live' ? [] : signCards(campaign, looking)),
    ...(stage === 'halted' ? haltCards(campaign, mine, looking) : []),
    ...threadCards(campaign, mine, looking),
    ...(mine || campaign.schedule?.by === looking.me.id ? missCards(campaign, looking) : []),
    ...(mine ? ownerCards(campaign, stage, looking) : []),
  ];
};

/** How many stand in full. */
export const FULL = 4;

/** What does not stand in full, a line for each campaign: what waits in it, and where the most pressing of it leads. */
export const furtherLines = (
  cards: readonly WaitingCard[],
): { id: string; title: string; says: string; card: WaitingCard }[] =>
  [...Map.groupBy(cards.slice(FULL), (card) => card.campaign ?? card.id)].map(([id, all]) => ({
    id,
    title: all[0]!.title,
    says: all.map(({ short }) => short).join(', '),
    card: all[0]!,
  }));
