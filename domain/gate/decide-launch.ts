import type { CommandOf } from '../command.ts';
import type { NewEvent } from '../event.ts';
import { can, type Action } from '../people/can.ts';
import type { Launch, WorkspaceState } from '../state.ts';
import type { Context, Decision } from './context.ts';
import { launchReasons } from './launch-reasons.ts';
import { hereIn, isRefusal, notAllowed, reason, refuse, unless, type Here } from './refuse.ts';
import type { Reason } from './refusal.ts';
import { findVersion, recordReasons } from './version-reasons.ts';
import { lastLaunch } from './versions.ts';

export const launchNow = (state: WorkspaceState, command: CommandOf<'launch'>, context: Context): Decision => {
  const found = hereIn(state, command.campaign, context);
  if (isRefusal(found)) return found;
  const { reasons } = launchReasons(state, found.campaign, found.member, command, context.now, context);
  return unless(reasons, () => [launched(command.campaign, command.version, command.digest, context)]);
};

export const launched = (campaign: string, version: number, digest: string, context: Context): NewEvent => ({
  kind: 'launched',
  campaign,
  data: { version, digest, packageDigest: context.packageDigest(campaign, version) },
});

export const scheduleLaunch = (
  state: WorkspaceState,
  command: CommandOf<'schedule launch'>,
  context: Context,
): Decision => {
  const { campaign: id, version, digest, at, timeZone, graceMinutes } = command;
  const found = hereIn(state, id, context);
  if (isRefusal(found)) return found;
  const when = context.instantOf(at, timeZone);
  const instant = 'none' in when ? '' : when.instant;
  const isAhead = instant > context.now;
  const { reasons } = launchReasons(state, found.campaign, found.member, command, isAhead ? instant : null, context);
  if ('none' in when)
    reasons.push(
      reason(
        when.none,
        when.none === 'unknown time zone'
          ? `There is no time zone “${timeZone}”.`
          : 'The clocks skip that time on that day. Choose another.',
      ),
    );
  else if (!isAhead) reasons.push(reason('in the past', 'That time is over. Choose a later one, or launch now.'));
  return unless(reasons, () => [
    { kind: 'launch scheduled', campaign: id, data: { version, digest, at, timeZone, instant, graceMinutes } },
  ]);
};

export const unscheduleLaunch = (
  state: WorkspaceState,
  { campaign: id, reason: why }: CommandOf<'unschedule launch'>,
  context: Context,
): Decision => {
  const found = hereIn(state, id, context);
  if (isRefusal(found)) return found;
  const reasons = mayThis(state, found, 'unschedule', 'Viewers read. They do not change the schedule.');
  const { schedule } = found.campaign;
  if (!schedule) reasons.push(reason('not scheduled', 'No launch is scheduled.'));
  return unless(reasons, () => [
    {
      kind: 'launch unscheduled',
      campaign: id,
      data: { version: schedule?.version ?? 1 },
      ...(why !== null && { texts: { reason: why } }),
    },
  ]);
};

const mayThis = (state: WorkspaceState, { member }: Here, action: Action, says: string): Reason[] =>
  can(member, action, state.policy) ? [] : [notAllowed(says)];
const notIn = (launch: Launch | null, states: readonly Launch['state'][], says: string): Reason[] =>
  launch && states.includes(launch.state) ? [] : [reason(states.includes('live') ? 'not live' : 'not halted', says)];

/** Anybody who writes may call a halt: stopping needs no permission that starting needed. */
export const halt = (
  state: WorkspaceState,
  { campaign: id, reason: why }: CommandOf<'halt'>,
  context: Context,
): Decision => {
  const found = hereIn(state, id, context);
  if (isRefusal(found)) return found;
  const launch = lastLaunch(found.campaign);
  const reasons = [
    ...mayThis(state, found, 'halt', 'Viewers read. Tell a colleague to halt it.'),
    ...notIn(launch, ['live'], 'Nothing is live, so there is nothing to halt.'),
  ];
  return unless(reasons, () => [
    { kind: 'halted', campaign: id, data: { version: launch?.version ?? 1 }, texts: { reason: why } },
  ]);
};

/** Goes on with the very version that was halted. */
export const resume = (
  state: WorkspaceState,
  { campaign: id, reason: why }: CommandOf<'resume'>,
  context: Context,
): Decision => {
  const found = hereIn(state, id, context);
  if (isRefusal(found)) return found;
  const launch = lastLaunch(found.campaign);
  const reasons = [
    ...mayThis(state, found, 'resume', 'Only a sales lead resumes what was halted.'),
    ...notIn(launch, ['halted'], 'Nothing is halted, so there is nothing to resume.'),
  ];
  if (reasons.length > 0 || !launch) return refuse(...reasons);
  const version = findVersion(found.campaign, launch.version, launch.digest, context);
  if (isRefusal(version)) return version;
  return unless(recordReasons(found.campaign, context), () => [
    { kind: 'resumed', campaign: id, data: { version: launch.version }, texts: { reason: why } },
  ]);
};

export const complete = (
  state: WorkspaceState,
  { campaign: id }: CommandOf<'complete'>,
  context: Context,
): Decision => {
  const found = hereIn(state, id, context);
  if (isRefusal(found)) return found;
  const launch = lastLaunch(found.campaign);
  const reasons = [
    ...mayThis(state, found, 'complete', 'Viewers read. They do not complete a campaign.'),
    ...notIn(launch, ['live', 'halted'], 'Nothing was launched, so there is nothing to complete.'),
  ];
  return unless(reasons, () => [{ kind: 'completed', campaign: id, data: { version: launch?.version ?? 1 } }]);
};
