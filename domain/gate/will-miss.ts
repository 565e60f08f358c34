import { can } from '../people/can.ts';
import type { CampaignState, WorkspaceState } from '../state.ts';
import { alreadyRunning, heldTo, notSigned, unansweredSince } from './launch-standing.ts';
import { nameIn, notAllowed, reason } from './refuse.ts';
import type { Reason } from './refusal.ts';
import { versionOf } from './versions.ts';

/**
 * Why a schedule would launch nothing if its time came now, as far as the record tells: the server asks this at the hour, and every screen
 * before it, so that none of them promises what will not happen. (The version's bytes and their checks are looked at with the bytes.) Empty
 * where it would launch, and where nothing waits for its time.
 */
export const willMiss = (state: WorkspaceState, campaign: CampaignState): Reason[] => {
  const { schedule } = campaign;
  if (!schedule || schedule.missed) return [];
  const member = state.members[schedule.by];
  const version = versionOf(campaign, schedule.version);
  const name = nameIn(state, schedule.by);
  const reasons: Reason[] = [];
  if (!member || member.suspended)
    reasons.push(reason('suspended', `${name} set it and is suspended. Somebody else can set it again.`));
  else if (version && !can(member, 'launch', heldTo(state, version)))
    reasons.push(notAllowed(`${name} set it and may not launch any more. Somebody who may can set it again.`));
  reasons.push(...alreadyRunning(campaign, schedule.version));
  if (version) reasons.push(...notSigned(state, campaign, version));
  return [...reasons, ...unansweredSince(state, campaign, schedule)];
};
