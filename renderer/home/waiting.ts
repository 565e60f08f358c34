import { strictestPolicy } from '../../domain/gate/policy.ts';
import { signedFor } from '../../domain/gate/signed-for.ts';
import { seenBy } from '../../domain/gate/seen.ts';
import { willMiss } from '../../domain/gate/will-miss.ts';
import { isEligible, isSecond } from '../../domain/people/leads.ts';
import type { Member } from '../../domain/people/member.ts';
import { stageOf, standing } from '../../domain/stage.ts';
import type { CampaignState, Said, Thread, WorkspaceState } from '../../domain/state.ts';
import { missedBecause } from '../campaign/gate/missed-because.ts';
import { pathTo } from '../app/paths.ts';
import { firstName, localTime, since } from '../ui/format.ts';
import type { GlyphName } from '../ui/glyphs.tsx';

/** One thing that waits for a member, in the words of its tile. */
export type WaitingCard = {
  id: string;
  /** Null for what concerns the whole workspace. */
  campaign: string | null;
  icon: GlyphName;
  word: string;
  tone: 'plain' | 'sign' | 'stop';
  by: string | null;
  at: string | null;
  title: string;
  says: string;
  action: string;
  path: string;
  /** Lower stands first. */
  rank: number;
};

type Looking = { state: WorkspaceState; me: Member; now: Date };

const nameOf = ({ state, me }: Looking, id: string): string =>
  id === me.id ? 'you' : firstName(state.members[id]?.name ?? 'someone');
const wordsOf = (said: Said | null | undefined): string => said?.body?.text ?? '';
const quoted = (said: Said | null | undefined): string =>
  wordsOf(said) ? `“${wordsOf(said)}”` : 'The words were erased.';
const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/** Everything that waits for this member, most pressing first. Empty for viewers and the suspended. */
export const waitingCards = (state: WorkspaceState, me: Member, now: Date): WaitingCard[] => {
  if (me.role === 'viewer' || me.suspended) return [];
  const looking = { state, me, now };
  return [
    ...Object.values(state.campaigns).flatMap((campaign) => cardsOf(campaign, looking)),
    ...confirmations(looking),
  ].toSorted((one, other) => one.rank - other.rank || (other.at ?? '').localeCompare(one.at ?? ''));
};

const cardsOf = (campaign: CampaignState, looking: Looking): WaitingCard[] => {
  const stage = stageOf(looking.state, campaign);
  if (stage === 'done') return [];
  const owner = campaign.facts.owner ?? campaign.createdBy;
  const mine = owner === looking.me.id;
  return [
    ...(stage === 'live' ? [] : signing(campaign, looking)),
    ...threads(campaign, mine, looking),
    ...(mine || campaign.schedule?.by === looking.me.id ? unlaunchable(campaign, looking) : []),
    ...(mine ? owned(campaign, stage, looking) : []),
  ];
};

const signing = (campaign: CampaignState, looking: Looking): WaitingCard[] => {
  const { me, now } = looking;
  const version = campaign.versions.at(-1);
  if (!version || !isEligible(looking.state, campaign, version, me) || version.changesRequested.length > 0) return [];
  // Who took their signature back has decided, too.
  if (version.signatures.some((signature) => signature.by === me.id)) return [];
  if (signedFor(looking.state, campaign, version)) return [];
  const behind = campaign.versions.findLast((each) => standing(each).some((signature) => signature.by === me.id));
  const seen = seenBy(campaign, me.id);
  const launch = campaign.facts.window ? ` Launch window opens ${localTime(campaign.facts.window.opens, now)}.` : '';
  return [
    {
      id: `sign-${campaign.id}`,
      campaign: campaign.id,
      icon: behind ? 'history' : 'st-review',
      word: behind ? 'Your signature is behind' : 'Sign',
      tone: 'sign',
      by: nameOf(looking, version.by),
      at: version.at,
      title: `${campaign.name}, version ${version.number}`,
      says: `${
        behind
          ? `You signed version ${behind.number}; this one has other words.`
          : seen === null
            ? 'You have not seen a version of it yet.'
            : `You saw version ${seen} last.`
      }${launch}`,
      action: `Read version ${version.number}`,
      path: pathTo.campaign(campaign.id, `version/${version.number}`),
      rank: behind ? 3 : 0,
    },
  ];
};

/** A launch that is scheduled and will not happen as things are: told to the owner and to whoever set it, while there is time. */
const unlaunchable = (campaign: CampaignState, { state, now }: Looking): WaitingCard[] => {
  const [first, ...others] = willMiss(state, campaign);
  if (!first || !campaign.schedule) return [];
  const { version, at, timeZone } = campaign.schedule;
  return [
    {
      id: `will-miss-${campaign.id}`,
      campaign: campaign.id,
      icon: 'clock',
      word: 'Will not launch',
      tone: 'stop',
      by: null,
      at: campaign.changedAt,
      title: `${campaign.name}, version ${version}`,
      says: `It is set for ${localTime(at, now)} (${timeZone}). ${first.says}${others.length > 0 ? ` There ${others.length === 1 ? 'is one more reason' : `are ${others.length} more reasons`}.` : ''}`,
      action: 'See why',
      path: pathTo.campaign(campaign.id, 'gate'),
      rank: 1,
    },
  ];
};

/** What the owner does next with their campaign. */
const owned = (campaign: CampaignState, stage: string, looking: Looking): WaitingCard[] => {
  const { now } = looking;
  const at = { campaign: campaign.id, title: campaign.name };
  if (campaign.schedule?.missed)
    return [
      {
        ...at,
        id: `missed-${campaign.id}`,
        icon: 'clock',
        word: 'Launch missed',
        tone: 'stop',
        by: null,
        at: campaign.schedule.instant,
        says: `It was to go out at ${localTime(campaign.schedule.at, now)} (${campaign.schedule.timeZone}). ${missedBecause(campaign.schedule)}`,
        action: 'Set it again',
        path: pathTo.campaign(campaign.id, 'gate'),
        rank: 1,
      },
    ];
  const halt = campaign.launches.at(-1)?.changes.findLast((change) => change.kind === 'halted');
  if (stage === 'halted' && halt)
    return [
      {
        ...at,
        id: `halted-${campaign.id}`,
        icon: 'halt',
        word: 'Halted',
        tone: 'stop',
        by: 'member' in halt.by ? nameOf(looking, halt.by.member) : 'the server',
        at: halt.at,
        says: halt.reason ? quoted(halt.reason) : 'Decide whether it resumes or goes back to the drawing board.',
        action: 'See why',
        path: pathTo.campaign(campaign.id, 'gate'),
        rank: 2,
      },
    ];
  const version = campaign.versions.at(-1);
  const changes = version?.changesRequested.at(-1);
  if (version && changes && standing(version).length === 0)
    return [
      {
        ...at,
        id: `changes-${campaign.id}`,
        icon: 'suggest',
        word: 'Changes asked for',
        tone: 'plain',
        by: nameOf(looking, changes.by),
        at: changes.at,
        says: `On version ${version.number}: ${quoted(changes.reason)}`,
        action: 'Open the draft',
        path: pathTo.campaign(campaign.id),
        rank: 5,
      },
    ];
  const signature = version && standing(version).at(-1);
  if (stage === 'signed' && version && signature && !campaign.schedule)
    return [
      {
        ...at,
        id: `signed-${campaign.id}`,
        title: `${campaign.name}, version ${version.number}`,
        icon: 'st-signed',
        word: 'Signed',
        tone: 'plain',
        by: nameOf(looking, signature.by),
        at: signature.at,
        says: `${capital(nameOf(looking, signature.by))} signed it ${since(signature.at, now)}. It has no launch time yet.`,
        action: 'Schedule the launch',
        path: pathTo.campaign(campaign.id, 'gate'),
        rank: 6,
      },
    ];
  return [];
};

const lastWord = (thread: Thread): { by: string; at: string; said: Said } => {
  const reply = thread.replies.at(-1);
  return reply
    ? { by: reply.by, at: reply.at, said: reply.comment }
    : { by: thread.by, at: thread.at, said: thread.comment };
};

/** Open threads in which it is this member's turn: to close or answer a blocking one, to judge a suggestion, to read a reply. */
const threads = (campaign: CampaignState, mine: boolean, looking: Looking): WaitingCard[] =>
  Object.values(campaign.threads)
    .filter((thread) => thread.state === 'open')
    .flatMap((thread): WaitingCard[] => {
      const { me } = looking;
      const last = lastWord(thread);
      if (last.by === me.id) return [];
      const opened = thread.by === me.id;
      const closes = opened || me.role === 'sales-lead';
      const card = {
        id: `thread-${campaign.id}-${thread.id}`,
        campaign: campaign.id,
        by: nameOf(looking, last.by),
        at: last.at,
        title: campaign.name,
        path: pathTo.campaign(campaign.id, `thread/${thread.id}`),
      };
      if (thread.blocking && (mine || closes))
        return [
          {
            ...card,
            icon: 'block',
            word: 'Blocking thread',
            tone: 'stop',
            says: `${quoted(last.said)} ${
              closes ? 'You can close it.' : `Only ${nameOf(looking, thread.by)} or a sales lead can close it.`
            }`,
            action: 'Open the thread',
            rank: 4,
          },
        ];
      if (thread.replacement && mine)
        return [
          {
            ...card,
            icon: 'suggest',
            word: 'Suggestion',
            tone: 'plain',
            says: quoted(thread.replacement),
            action: 'Look at it',
            rank: 7,
          },
        ];
      if (opened && thread.replies.length > 0)
        return [
          {
            ...card,
            icon: 'comment',
            word: 'Reply',
            tone: 'plain',
            says: quoted(last.said),
            action: 'Read it',
            rank: 8,
          },
        ];
      return [];
    });

/** What only a sales lead can confirm. */
const confirmations = (looking: Looking): WaitingCard[] => {
  const { state, me } = looking;
  if (me.role !== 'sales-lead') return [];
  const looser = state.proposedPolicy;
  const policy: WaitingCard[] =
    looser && isSecond(state, me.id, looser.by)
      ? [
          {
            id: 'policy',
            campaign: null,
            icon: 'gate',
            word: 'Confirm a policy',
            tone: 'plain',
            by: nameOf(looking, looser.by),
            at: null,
            title: 'A looser gate policy',
            says: 'It holds once a sales lead confirms it, and never for a review that was asked for before.',
            action: 'Look at it',
            path: pathTo.people,
            rank: 5,
          },
        ]
      : [];
  const leads: WaitingCard[] = Object.entries(state.proposedLeads)
    .filter(([id, { by }]) => id !== me.id && isSecond(state, me.id, by))
    .map(([id, { by }]) => ({
      id: `lead-${id}`,
      campaign: null,
      icon: 'people' as const,
      word: 'Confirm a sales lead',
      tone: 'plain' as const,
      by: nameOf(looking, by),
      at: null,
      title: state.members[id]?.name ?? 'Someone',
      says: `Once confirmed, they sign versions too: ${(state.policy ?? strictestPolicy).quorum} needed for a launch.`,
      action: 'Look at it',
      path: pathTo.people,
      rank: 5,
    }));
  return [...policy, ...leads];
};
