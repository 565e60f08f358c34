import { can } from '../people/can.ts';
import { activeLeads, isEligible, otherSigners, whoEnded } from '../people/leads.ts';
import type { Member } from '../people/member.ts';
import type { CampaignState, WorkspaceState } from '../state.ts';
import { blockingThreads } from './blocking-threads.ts';
import { unrecordedPolicy } from './policy.ts';
import { nameIn, notAllowed, reason } from './refuse.ts';
import type { Reason } from './refusal.ts';
import { standing } from './signatures.ts';
import { stricterOf } from './stricter.ts';
import { checkReasons, type Found } from './version-reasons.ts';

/** What stands between a member and signing a version, whatever they have viewed: the server's answer and the screen's. */
export const signReasons = (
  state: WorkspaceState,
  campaign: CampaignState,
  { version, frozen }: Found,
  member: Member,
): Reason[] => {
  const { number } = version;
  if (!can(member, 'decide review', state.policy)) return [notAllowed('Only a sales lead signs a version.')];
  const reasons: Reason[] = [];
  if (standing(version).some(({ by }) => by === member.id))
    reasons.push(reason('already signed', `You signed version ${number} already.`));
  reasons.push(...alreadyOut(campaign, number));
  const [change] = version.changesRequested;
  if (change)
    reasons.push(
      reason(
        'already decided',
        `${nameIn(state, change.by)} asked for changes on version ${number}. Ask for a new review.`,
      ),
    );
  if (!isEligible(state, campaign, version, member)) {
    const others = otherSigners(state, campaign, version, member.id);
    const able = activeLeads(state).filter((lead) => others.includes(lead));
    const names = (able.length > 0 ? able : others).map((lead) => nameIn(state, lead)).join(' or ');
    const says =
      able.length > 0
        ? `${names} can sign it.`
        : `${whoEnded(state, others, member.id)} ended that ${names} can sign: bring them back, or have another sales lead made.`;
    reasons.push(
      reason('author may not sign', `You wrote words since the last signed version. ${says}`, { go: 'members' }),
    );
  }
  return [
    ...reasons,
    ...blockingThreads(campaign).map((thread) =>
      reason('blocking thread open', `${nameIn(state, thread.by)}’s blocking thread is open.`, {
        go: 'thread',
        thread: thread.id,
      }),
    ),
    ...checkReasons(frozen, stricterOf(version.policy, state.policy ?? unrecordedPolicy)),
  ];
};

/** What was launched is halted, not decided on again. */
export const alreadyOut = (campaign: CampaignState, number: number): Reason[] =>
  campaign.launches.some(({ version }) => version === number)
    ? [reason('already live', `Version ${number} was launched. Halt it instead.`)]
    : [];
