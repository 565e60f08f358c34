import type { Actor } from '../../../domain/event.ts';
import { can } from '../../../domain/people/can.ts';
import type { Launch } from '../../../domain/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { classes } from '../../ui/classes.ts';
import { count, dayTime, firstName, number } from '../../ui/format.ts';
import { useVersion } from '../draft/version.ts';
import { useMe, useTeam } from '../open-campaign.ts';
import { Acts, type Act } from './Acts.tsx';
import { useDecisions, type Decision } from './decisions.ts';
import { HaltReceipts } from './HaltReceipts.tsx';
import styles from './Gate.module.css';

const c = classes(styles);

/** A launch that is live, or was halted. */
export const Running = ({ launch }: { launch: Launch }) => {
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  const who = (actor: Actor): string =>
    'member' in actor ? firstName(team.members[actor.member]?.name ?? 'someone') : 'the server';
  const changed = launch.changes.at(-1) ?? null;
  const live = launch.state === 'live';
  const act = (label: string, icon: Act['icon'], what: Decision, kind: Act['kind'] = 'plain'): Act => ({
    label,
    icon,
    kind,
    run: () => {
      ask(what);
    },
  });
  const mayResume = can(me, 'resume', team.policy);
  return (
    <>
      <p className={c('standing', !live && 'stop')}>
        <Icon name={live ? 'st-live' : 'st-halted'} />
        <span>
          <strong>
            Version {launch.version} is {live ? 'live' : 'halted'}.
          </strong>{' '}
          {changed
            ? `${changed.kind === 'resumed' ? 'Resumed' : 'Halted'} by ${who(changed.by)}, ${dayTime(changed.at)}. `
            : ''}
          Launched by {who(launch.by)}, {dayTime(launch.at)}.
        </span>
      </p>
      {changed?.reason && (
        <blockquote className={c('reason')}>{changed.reason.body?.text ?? 'The words were erased.'}</blockquote>
      )}
      {live && <FirstBatch version={launch.version} />}
      {!live && changed && <HaltReceipts halt={changed.number} />}
      {!live && !mayResume && <NotPossible reason="Only a sales lead can resume.">Resume</NotPossible>}
      <Acts
        acts={[
          ...(live && can(me, 'halt', team.policy)
            ? [{ ...act('Halt', 'halt', { what: 'halt' }, 'stop'), stops: true as const }]
            : []),
          ...(!live && mayResume ? [act('Resume', 'ramp', { what: 'resume' }, 'primary')] : []),
          ...(can(me, 'complete', team.policy) ? [act('Complete', 'st-done', { what: 'complete' })] : []),
        ]}
      />
    </>
  );
};

/** How much of it goes out first, by the version that did; and that nobody here hears yet what came of it. */
const FirstBatch = ({ version }: { version: number }) => {
  const read = useVersion(version);
  const reach = read.at === 'here' ? read.frozen.form.facts.reach : null;
  return (
    <p className={c('soft')}>
      {reach && `The first batch is ${number(reach.firstBatch)} of ${count(reach.contacts, 'contact')}. `}
      Results are not connected yet: nothing ramps up or halts by itself.
    </p>
  );
};
