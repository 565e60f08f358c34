import type { NewEvent } from '../event.ts';
import type { Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';
import type { Context } from './context.ts';
import { launched } from './decide-launch.ts';
import type { ReasonCode } from './refusal.ts';
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
  const late = Date.parse(context.now) - Date.parse(schedule.instant) > graceMinutes * MINUTE;
  const member = state.members[by];
  const named = { version, digest, asked: answered };
  const codes: ReasonCode[] = [
    ...(late ? ['too late' as const] : []),
    ...(!member || member.suspended
      ? ['suspended' as const]
      : launchReasons(state, campaign, member, named, context).reasons.map(({ code }) => code)),
    ...unansweredSince(state, campaign, version, sequence),
  ];
  if (codes.length === 0) return [launched(id, version, digest, context)];
  return [{ kind: 'launch missed', campaign: id, data: { version, at, timeZone, reasons: [...new Set(codes)] } }];
};
