import { runChecks } from '../../../domain/gate/checks.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { standing } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { shortDigest } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { factInWords, ruleWords } from '../facts/fact-words.ts';
import { useMe, useTeam } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import type { NamedStep } from './named-steps.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** What a reader should know before a verdict: checks, authors, what it would launch, and what the asker said. */
export const Known = ({
  version,
  frozen,
  steps,
  signs,
}: {
  version: Version;
  frozen: Frozen;
  steps: readonly NamedStep[];
  signs: boolean;
}) => {
  const team = useTeam();
  const me = useMe();
  const name = (id: string): string => team.members[id]?.name ?? 'Someone';
  const byAuthor = version.authors.includes(me.id);
  const findings = runChecks(frozen, team.policy);
  const stops = findings.filter((finding) => finding.blocking);
  const cares = findings.filter((finding) => !finding.blocking);
  return (
    // It scrolls by itself, so that keys must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={c('known')} aria-label="What is known about it" tabIndex={0}>
      <section aria-labelledby="version-checks">
        <h3 id="version-checks">Checks on version {version.number}</h3>
        <ul className={c('checks')}>
          {stops.length === 0 && (
            <li>
              <span className={c('ok')}>
                <Icon name="check" small />
              </span>
              <span>Every blocking check passes</span>
            </li>
          )}
          {[...stops, ...cares].map((finding, index) => (
            <li key={`${finding.code} ${index}`}>
              <span className={c(finding.blocking ? 'no' : 'hm')}>
                <Icon
                  name={finding.blocking ? 'block' : 'alert-fill'}
                  small
                  label={finding.blocking ? 'Blocking' : 'Advisory'}
                />
              </span>
              <span>
                {finding.says}
                {finding.at && 'text' in finding.at && (
                  <span className={c('quiet')}> {partTitle(finding.at.text, steps)}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="version-authors">
        <h3 id="version-authors">Who wrote in it since the last signed one</h3>
        <ul className={c('wrote')}>
          {version.authors.map((id) => (
            <li key={id}>
              <Avatar name={name(id)} role={team.members[id]?.role ?? 'viewer'} hue={hueOf(team, id)} size="small" />
              {name(id)}
            </li>
          ))}
        </ul>
        {signs && !standing(version).some(({ by }) => by === me.id) && (
          <p className={c('quiet')}>{byAuthor ? 'You wrote in it.' : 'You wrote nothing in it, so you may sign.'}</p>
        )}
      </section>
      <section aria-labelledby="version-for">
        <h3 id="version-for">What {signs ? 'you would be signing' : 'it is signed'} for</h3>
        <dl className={c('values')}>
          {(['window', 'reach', 'ramp', 'halt'] as const).map((fact) => (
            <div key={fact}>
              <dt>{{ window: 'Launch', reach: 'Reach', ramp: 'Ramp up', halt: 'Halt' }[fact]}</dt>
              <dd>
                {fact === 'window' || fact === 'reach'
                  ? factInWords(fact, frozen.form.facts[fact], team)
                  : (frozen.form.facts[fact] ?? []).map((rule) => <p key={ruleWords(rule)}>{ruleWords(rule)}</p>)}
              </dd>
            </div>
          ))}
          <div>
            <dt>Digest</dt>
            <dd className={c('mono')}>{shortDigest(frozen.digest)}</dd>
          </div>
        </dl>
      </section>
      {version.note?.body && (
        <section aria-labelledby="version-note">
          <h3 id="version-note">{name(version.by)} says</h3>
          <p className={c('words')}>{version.note.body.text}</p>
        </section>
      )}
    </section>
  );
};
