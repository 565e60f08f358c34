import { useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import { unrecordedPolicy } from '../../../domain/gate/policy.ts';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { classes } from '../../ui/classes.ts';
import { count } from '../../ui/format.ts';
import { changesSince } from '../head/changes-since.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign, useGo, useMe, useSteps, useTeam } from '../open-campaign.ts';
import { placeOfText } from '../place.ts';
import { partTitle } from '../text-title.ts';
import { Acts } from './Acts.tsx';
import { Checks } from './Checks.tsx';
import { useToDo } from './to-do.ts';
import { useDecisions } from './decisions.ts';
import { LaunchStanding } from './LaunchStanding.tsx';
import { VersionCard } from './VersionCard.tsx';
import { whoLaunches } from './who-launches.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/** Where the campaign stands at the gate: the newest version, the launch, what stops the next version, and the policy. */
export const GatePanel = () => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const { since } = useDraft();
  const { ask } = useDecisions();
  const [older, setOlder] = useState(false);
  const versions = campaign.versions.toReversed();
  const [newest, ...others] = versions;
  const next = campaign.versions.length + 1;
  const policy = team.policy ?? unrecordedPolicy;
  const mayAsk = can(me, 'request review', team.policy);
  const same = since?.changes === 0;
  const { unwritten, wrong, checked } = useToDo();
  const ready = checked && unwritten.length === 0 && wrong === 0;
  return (
    <div className={c('gate')}>
      <LaunchStanding />
      {newest && (
        <section className={c('block')} aria-label={`Version ${newest.number}`}>
          <VersionCard version={newest} />
        </section>
      )}
      <section className={c('block')} aria-labelledby="next-version">
        <h3 id="next-version" className={c('title')}>
          {since ? `The draft: ${changesSince(since.changes, since.version)}` : `Draft for version ${next}`}
        </h3>
        {since && since.changes > 0 && <ChangedParts />}
        {mayAsk &&
          (same ? (
            <NotPossible reason={`Version ${since?.version} has exactly these words.`}>
              Ask to sign version {next}
            </NotPossible>
          ) : (
            <Acts
              acts={[
                {
                  label: `Ask to sign version ${next}`,
                  kind: ready && campaign.launches.length === 0 && !newest ? 'primary' : 'plain',
                  kbd: 'Mod+Shift+Enter',
                  run: () => {
                    ask({ what: 'review' });
                  },
                },
              ]}
            />
          ))}
      </section>
      <Checks next={next} />
      {others.length > 0 && (
        <section className={c('block')} aria-labelledby="older-versions">
          <h3 id="older-versions" className={c('title')}>
            <button
              type="button"
              aria-expanded={older}
              onClick={() => {
                setOlder(!older);
              }}
            >
              {count(others.length, 'older version')}
            </button>
          </h3>
          {older && others.map((version) => <VersionCard key={version.number} version={version} small />)}
        </section>
      )}
      <p className={c('block', 'quiet')}>
        Needs {count(policy.quorum, 'signature')},{' '}
        {policy.quorum === 1
          ? 'from a sales lead who has not edited the text'
          : 'each from a sales lead who has not edited the text'}{' '}
        since the last signed version. {capital(whoLaunches(team))} can launch it.
      </p>
    </div>
  );
};

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

const ChangedParts = () => {
  const { since } = useDraft();
  const steps = useSteps();
  const go = useGo();
  return (
    <ul className={c('parts')}>
      {since?.parts
        .filter((part) => part.change !== 'same')
        .map((part) => (
          <li key={part.part}>
            <button
              type="button"
              onClick={() => {
                go(placeOfText(part.part));
              }}
            >
              {partTitle(part.part, steps)}
            </button>
            <span>
              {part.change === 'added' ? 'new' : part.change === 'removed' ? 'removed' : count(part.changes, 'place')}
            </span>
          </li>
        ))}
    </ul>
  );
};
