import { can } from '../../../domain/people/can.ts';
import type { Schedule } from '../../../domain/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName, localTime } from '../../ui/format.ts';
import { zoneWords } from '../facts/fact-words.ts';
import { useMe, useTeam } from '../open-campaign.ts';
import { Acts, type Act } from './Acts.tsx';
import { useDecisions } from './decisions.ts';
import { LaunchActs } from './LaunchActs.tsx';
import { missedBecause } from './missed-because.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/** A launch that has its time, or that missed it. */
export const Scheduled = ({ schedule }: { schedule: Schedule }) => {
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  const { version } = schedule;
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
      label: 'Change the time',
      icon: 'calendar',
      run: () => {
        ask({ what: 'schedule', version });
      },
    },
    {
      label: 'Launch now',
      icon: 'st-live',
      run: () => {
        ask({ what: 'launch', version });
      },
    },
  ];
  const unscheduling: Act[] = [
    {
      label: 'Unschedule',
      kind: 'quiet',
      run: () => {
        ask({ what: 'unschedule' });
      },
    },
  ];
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
      <Acts
        acts={[
          ...(can(me, 'launch', team.policy) ? launching : []),
          ...(can(me, 'unschedule', team.policy) ? unscheduling : []),
        ]}
      />
    </>
  );
};
