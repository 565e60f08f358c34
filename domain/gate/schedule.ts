import type { NewEvent } from '../event.ts';
import type { Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';
import type { Context } from './context.ts';
import { launched } from './decide-launch.ts';
import { heldTo } from './launch-standing.ts';
import { isRefusal } from './refuse.ts';
import type { Reason, ReasonCode } from './refusal.ts';
import { checkReasons, findVersion, recordReasons } from './version-reasons.ts';
import { willMiss } from './will-miss.ts';

const MINUTE = 60_000;

/**
 * What the server makes of a schedule whose time has come: the launch, or, past the grace or with anything in its way, that it was
 * missed. A missed launch is set again by hand. Nothing before its time, or without a schedule.
 */
export const decideSchedule = (state: WorkspaceState, id: Id, context: Context): NewEvent[] => {
  const campaign = state.campaigns[id];
  const schedule = campaign?.schedule;
  if (!campaign || !schedule || schedule.missed || context.now < schedule.instant) return [];
  const { version, digest, at, timeZone, graceMinutes } = schedule;
  const late = Date.parse(context.now) - Date.parse(schedule.instant) > graceMinutes * MINUTE;
  const found = findVersion(campaign, version, digest, context);
  const inItsBytes: Reason[] = [
    ...(isRefusal(found) ? found.reasons : checkReasons(found.frozen, heldTo(state, found.version))),
    ...recordReasons(campaign, context),
  ];
  const codes: ReasonCode[] = [
    ...(late ? ['too late' as const] : []),
    ...[...willMiss(state, campaign), ...inItsBytes].map(({ code }) => code),
  ];
  if (codes.length === 0) return [launched(id, version, digest, context)];
  return [{ kind: 'launch missed', campaign: id, data: { version, at, timeZone, reasons: [...new Set(codes)] } }];
};
