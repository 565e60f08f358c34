import { useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import { strictestPolicy } from '../../../domain/gate/policy.ts';
import { Button } from '../../ui/Button.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { classes } from '../../ui/classes.ts';
import { count, listed, roleWord } from '../../ui/format.ts';
import { changesSince } from '../head/changes-since.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign, useGo, useMe, useSteps, useTeam } from '../open-campaign.ts';
import { placeOfText } from '../place.ts';
import { partTitle } from '../text-title.ts';
import { Checks } from './Checks.tsx';
import { useDecisions } from './decisions.ts';
import { LaunchStanding } from './LaunchStanding.tsx';
import { VersionCard } from './VersionCard.tsx';
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
  const policy = team.policy ?? strictestPolicy;
  const mayAsk = can(me, 'request review', team.policy);
  const same = since?.changes === 0;
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
          {since
            ? `The draft: ${changesSince(since.changes, since.version)}`
            : `The draft, on its way to version ${next}`}
        </h3>
        {since && since.changes > 0 && <ChangedParts />}
        {mayAsk &&
          (same ? (
            <NotPossible reason={`Version ${since?.version} has exactly these words.`}>
              Ask to sign version {next}
            </NotPossible>
          ) : (
            <div>
              <Button
                kind={newest && !same && campaign.launches.length === 0 ? 'plain' : 'primary'}
                kbd="Mod+Shift+Enter"
                onPress={() => {
                  ask({ what: 'review' });
                }}
              >
                Ask to sign version {next}
              </Button>
            </div>
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
        {count(policy.quorum, 'sales lead')} {policy.quorum === 1 ? 'signs' : 'sign'}, who wrote nothing since the last
        signed version. {capital(listed(policy.mayLaunch.map(roleWord)))} may launch what is signed.
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
              {part.change === 'added' ? 'new' : part.change === 'removed' ? 'taken out' : count(part.changes, 'place')}
            </span>
          </li>
        ))}
    </ul>
  );
};
