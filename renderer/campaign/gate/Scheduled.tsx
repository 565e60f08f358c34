import { heldTo } from '../../../domain/gate/launch-standing.ts';
import type { Reason } from '../../../domain/gate/refusal.ts';
import { checkReasons } from '../../../domain/gate/version-reasons.ts';
import { versionOf } from '../../../domain/gate/versions.ts';
import { willMiss } from '../../../domain/gate/will-miss.ts';
import { can } from '../../../domain/people/can.ts';
import type { Schedule } from '../../../domain/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName, localTime } from '../../ui/format.ts';
import { useVersion } from '../draft/version.ts';
import { zoneWords } from '../facts/fact-words.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { Acts, type Act } from './Acts.tsx';
import { useDecisions } from './decisions.ts';
import { LaunchActs } from './LaunchActs.tsx';
import { missedBecause } from './missed-because.ts';
import { Reasons } from './Reasons.tsx';
import styles from './Gate.module.css';

const c = classes(styles);

/** A launch that has its time, that will not happen as things are, or that missed it. */
export const Scheduled = ({ schedule }: { schedule: Schedule }) => {
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  const { version } = schedule;
  const reasons = useWillMiss(schedule);
  if (schedule.missed)
    return (
      <>
        <Notice tone="stop" icon="clock" title="The launch was missed.">
          It was to go out at {localTime(schedule.at)}, {zoneWords(schedule.timeZone)}. {missedBecause(schedule)}
        </Notice>
        <LaunchActs version={version} again />
      </>
    );
  const launching: Act[] = [
    {
      label: 'Change time',
      run: () => {
        ask({ what: 'schedule', version });
      },
    },
    {
      label: 'Launch now',
      run: () => {
        ask({ what: 'launch', version });
      },
    },
  ];
  const unscheduling: Act[] = [
    {
      label: 'Unschedule',
      stops: true,
      run: () => {
        ask({ what: 'unschedule' });
      },
    },
  ];
  const unschedules = can(me, 'unschedule', team.policy) ? unscheduling : [];
  if (reasons.length > 0)
    return (
      <>
        <p className={c('standing', 'stop')}>
          <Icon name="clock" />
          <span>
            <strong>
              Version {version} will not launch on {localTime(schedule.at)}, {zoneWords(schedule.timeZone)}.
            </strong>{' '}
            Nothing goes out while this stands in its way:
          </span>
        </p>
        <Reasons reasons={reasons} onGo={() => {}} />
        <LaunchActs version={version} again />
        <Acts acts={unschedules} />
      </>
    );
  return (
    <>
      <p className={c('standing', 'signed')}>
        <Icon name="st-scheduled" />
        <span>
          <strong>
            Version {version} launches on {localTime(schedule.at)}, {zoneWords(schedule.timeZone)}.
          </strong>{' '}
          Set by {firstName(team.members[schedule.by]?.name ?? 'someone')}. If the server is down then, it may still go
          out up to {count(schedule.graceMinutes, 'minute')} late.
        </span>
      </p>
      <Acts acts={[...(can(me, 'launch', team.policy) ? launching : []), ...unschedules]} />
    </>
  );
};

/** By the server's own rule. Only a policy that was tightened since makes a check of its words stop it, so only then are they fetched. */
const useWillMiss = (schedule: Schedule): Reason[] => {
  const team = useTeam();
  const campaign = useCampaign();
  const version = versionOf(campaign, schedule.version);
  const policy = version && heldTo(team, version);
  const isTighter = policy !== null && policy.alsoBlocking.length > version!.policy.alsoBlocking.length;
  const read = useVersion(isTighter && !schedule.missed ? schedule.version : null);
  const checks = policy && read.at === 'here' ? checkReasons(read.frozen, policy) : [];
  return [...willMiss(team, campaign), ...checks];
};
