import { unrecordedPolicy } from '../../../domain/gate/policy.ts';
import { activeLeads, isSecond } from '../../../domain/people/leads.ts';
import { confirmers } from '../../../domain/people/sign-in-links.ts';
import { pathTo } from '../../app/paths.ts';
import { firstName } from '../../ui/format.ts';
import { nameOf, type Looking, type WaitingCard } from './card.ts';

const workspace = {
  campaign: null,
  tone: 'plain',
  at: null,
  action: 'Look at it',
  path: pathTo.people,
  rank: 5,
} as const;

/** What concerns the whole workspace: what only a sales lead can confirm, and for an admin that there is nobody to sign. */
export const peopleCards = (looking: Looking): WaitingCard[] => {
  const { state, me } = looking;
  const leads = activeLeads(state);
  const nobodySigns: WaitingCard[] =
    me.admin && leads.length === 0 && Object.keys(state.campaigns).length > 0
      ? [
          {
            ...workspace,
            id: 'no-lead',
            icon: 'st-draft',
            word: 'Nobody can sign',
            short: 'nobody can sign',
            by: null,
            title: 'There is no sales lead yet',
            says: 'A version launches only once a sales lead has signed it.',
            action: 'Invite a sales lead',
            rank: 9,
          },
        ]
      : [];
  return [
    ...nobodySigns,
    ...(me.role === 'sales-lead' ? [...policies(looking), ...newLeads(looking), ...links(looking)] : []),
  ];
};

const policies = (looking: Looking): WaitingCard[] => {
  const { state, me } = looking;
  const looser = state.proposedPolicy;
  if (!looser || !isSecond(state, me.id, looser.by)) return [];
  return [
    {
      ...workspace,
      id: 'policy',
      icon: 'gate',
      word: 'Confirm a policy',
      short: 'a policy to confirm',
      by: nameOf(looking, looser.by),
      title: 'A looser gate policy',
      says: 'It applies once a sales lead confirms it, and never to a review that was asked for before.',
    },
  ];
};

const newLeads = (looking: Looking): WaitingCard[] => {
  const { state, me } = looking;
  return Object.entries(state.proposedLeads)
    .filter(([id, { by }]) => id !== me.id && isSecond(state, me.id, by))
    .map(([id, { by }]) => ({
      ...workspace,
      id: `lead-${id}`,
      icon: 'people',
      word: 'Confirm a sales lead',
      short: 'a sales lead to confirm',
      by: nameOf(looking, by),
      title: state.members[id]?.name ?? 'Someone',
      says: `Once confirmed, they sign versions too: ${(state.policy ?? unrecordedPolicy).quorum} needed for a launch.`,
    }));
};

const links = (looking: Looking): WaitingCard[] => {
  const { state, me, now } = looking;
  return Object.values(state.invites).flatMap(({ id, by, member, state: stands, expires }) =>
    stands === 'proposed' &&
    member !== null &&
    Date.parse(expires) > now.getTime() &&
    confirmers(state, by, member).includes(me.id)
      ? [
          {
            ...workspace,
            id: `link-${id}`,
            icon: 'key' as const,
            word: 'Confirm a sign-in link',
            short: 'a sign-in link to confirm',
            by: nameOf(looking, by),
            title: state.members[member]?.name ?? 'Someone',
            says: `${firstName(state.members[member]?.name ?? 'Someone')} has no device left, and signs. You would hand the link on.`,
          },
        ]
      : [],
  );
};
