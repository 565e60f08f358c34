import type { NewEvent } from '../event.ts';
import type { Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';
import type { Context } from './context.ts';
import { launched } from './decide-launch.ts';
import { launchReasons, unansweredSince } from './launch-reasons.ts';

const MINUTE = 60_000;
/** Questions that were answered when the schedule was set. */
const answered = ['a newer version is signed', 'blocking thread opened since', 'restored since'];

/**
 * What the server makes of a schedule whose time has come: the launch, or, past the grace or with anything in its way, that it was
 * missed. A missed launch is set again by hand. Nothing before its time, or without a schedule.
 */
export const decideSchedule = (state: WorkspaceState, id: Id, context: Context): NewEvent[] => {
  const campaign = state.campaigns[id];
  const schedule = campaign?.schedule;
  if (!campaign || !schedule || schedule.missed || context.now < schedule.instant) return [];
  const { version, digest, at, timeZone, graceMinutes, by, sequence } = schedule;
  const missed: NewEvent = { kind: 'launch missed', campaign: id, data: { version, at, timeZone } };
  const late = Date.parse(context.now) - Date.parse(schedule.instant);
  const member = state.members[by];
  if (late > graceMinutes * MINUTE || !member || member.suspended) return [missed];
  if (unansweredSince(campaign, version, sequence)) return [missed];
  const { reasons } = launchReasons(state, campaign, member, { version, digest, asked: answered }, context);
  return [reasons.length > 0 ? missed : launched(id, version, digest, context)];
};
