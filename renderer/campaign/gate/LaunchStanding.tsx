import { can } from '../../../domain/people/can.ts';
import { lastLaunch } from '../../../domain/stage.ts';
import type { Actor } from '../../../domain/event.ts';
import type { Launch, Schedule } from '../../../domain/state.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { dayTime, firstName, listed, localTime, roleWord } from '../../ui/format.ts';
import { strictestPolicy } from '../../../domain/gate/policy.ts';
import { zoneWords } from '../facts/fact-words.ts';
import { newestSigned } from '../../../domain/gate/signed-for.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { missedBecause } from './missed-because.ts';
import { HaltReceipts } from './HaltReceipts.tsx';
import { useDecisions } from './decisions.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/** What is live, halted, scheduled or ready to launch, and what to do about it. Nothing before the first signature. */
export const LaunchStanding = () => {
  const campaign = useCampaign();
  const team = useTeam();
  const launch = lastLaunch(campaign);
  const signed = newestSigned(team, campaign);
  const running = launch && launch.state !== 'done' ? launch : null;
  const ready =
    signed && !running && !campaign.schedule && !campaign.launches.some(({ version }) => version === signed.number)
      ? signed
      : null;
  if (!running && !campaign.schedule && !ready) return null;
  return (
    <section className={c('block')} aria-label="Launch">
      {running && <Running launch={running} />}
      {campaign.schedule && <Scheduled schedule={campaign.schedule} />}
      {ready && (
        <>
          <p className={c('standing', 'signed')}>
            <Icon name="st-signed" />
            <span>
              <strong>Version {ready.number} is signed.</strong> It can launch as it is.
            </span>
          </p>
          <LaunchActs version={ready.number} />
        </>
      )}
    </section>
  );
};

const LaunchActs = ({ version, again = false }: { version: number; again?: boolean }) => {
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  if (!can(me, 'launch', team.policy))
    return (
      <NotPossible
        reason={`${listed((team.policy ?? strictestPolicy).mayLaunch.map(roleWord))} may launch, by the policy.`}
      >
        Launch
      </NotPossible>
    );
  return (
    <div className={c('acts')}>
      <Button
        kind="primary"
        icon="calendar"
        onPress={() => {
          ask({ what: 'schedule', version });
        }}
      >
        {again ? 'Set another time' : 'Schedule the launch'}
      </Button>
      <Button
        icon="st-live"
        onPress={() => {
          ask({ what: 'launch', version });
        }}
      >
        Launch now
      </Button>
    </div>
  );
};

const Scheduled = ({ schedule }: { schedule: Schedule }) => {
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  if (schedule.missed)
    return (
      <>
        <Notice tone="stop" icon="clock" title="The launch was missed.">
          It was to go out at {localTime(schedule.at)}, {zoneWords(schedule.timeZone)}. {missedBecause(schedule)}
        </Notice>
        <LaunchActs version={schedule.version} again />
      </>
    );
  return (
    <>
      <p className={c('standing', 'signed')}>
        <Icon name="st-scheduled" />
        <span>
          <strong>
            Version {schedule.version} launches on {localTime(schedule.at)}, {zoneWords(schedule.timeZone)}.
          </strong>{' '}
          Set by {firstName(team.members[schedule.by]?.name ?? 'someone')}; up to {schedule.graceMinutes} minutes late
          if the server is away.
        </span>
      </p>
      <div className={c('acts')}>
        {can(me, 'launch', team.policy) && (
          <>
            <Button
              icon="calendar"
              onPress={() => {
                ask({ what: 'schedule', version: schedule.version });
              }}
            >
              Another time
            </Button>
            <Button
              icon="st-live"
              onPress={() => {
                ask({ what: 'launch', version: schedule.version });
              }}
            >
              Launch now
            </Button>
          </>
        )}
        {can(me, 'unschedule', team.policy) && (
          <Button
            kind="quiet"
            onPress={() => {
              ask({ what: 'unschedule' });
            }}
          >
            Unschedule
          </Button>
        )}
      </div>
    </>
  );
};

const Running = ({ launch }: { launch: Launch }) => {
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  const who = (actor: Actor): string =>
    'member' in actor ? firstName(team.members[actor.member]?.name ?? 'someone') : 'the server';
  const halted = launch.changes.findLast((change) => change.kind === 'halted');
  const live = launch.state === 'live';
  return (
    <>
      <p className={c('standing', !live && 'stop')}>
        <Icon name={live ? 'st-live' : 'st-halted'} />
        <span>
          <strong>
            Version {launch.version} is {live ? 'live' : 'halted'}.
          </strong>{' '}
          {live || !halted
            ? `Launched by ${who(launch.by)}, ${dayTime(launch.at)}.`
            : `By ${who(halted.by)}, ${dayTime(halted.at)}.`}
        </span>
      </p>
      {!live && halted?.reason && (
        <blockquote className={c('reason')}>{halted.reason.body?.text ?? 'The words were erased.'}</blockquote>
      )}
      {!live && halted && <HaltReceipts since={halted.at} />}
      <div className={c('acts')}>
        {live && can(me, 'halt', team.policy) && (
          <Button
            kind="stop"
            icon="halt"
            onPress={() => {
              ask({ what: 'halt' });
            }}
          >
            Halt
          </Button>
        )}
        {!live &&
          (can(me, 'resume', team.policy) ? (
            <Button
              kind="primary"
              icon="ramp"
              onPress={() => {
                ask({ what: 'resume' });
              }}
            >
              Resume
            </Button>
          ) : (
            <NotPossible reason="A sales lead resumes what was halted.">Resume</NotPossible>
          ))}
        {can(me, 'complete', team.policy) && (
          <Button
            icon="st-done"
            onPress={() => {
              ask({ what: 'complete' });
            }}
          >
            Complete
          </Button>
        )}
      </div>
    </>
  );
};
