import { runChecks } from '../../../domain/gate/checks.ts';
import type { HiddenIn } from '../../../domain/canonical/hidden-in.ts';
import { standingOf, suggestersOf } from '../../../domain/gate/signed-for.ts';
import { blockingThreads } from '../../../domain/gate/version-reasons.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { tieInWords, tiesBetween, tieSentence } from '../../../domain/people/ties.ts';
import { standing } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { firstName, roleWord, shortDigest } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { factInWords, ruleWords } from '../facts/fact-words.ts';
import { useCampaign, useHref, useMe, useTeam } from '../open-campaign.ts';
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
  hidden,
  onShow,
}: {
  version: Version;
  frozen: Frozen;
  steps: readonly NamedStep[];
  signs: boolean;
  hidden: readonly HiddenIn[];
  onShow: (part: string) => void;
}) => {
  const team = useTeam();
  const me = useMe();
  const name = (id: string): string => team.members[id]?.name ?? 'Someone';
  const campaign = useCampaign();
  const { authors, policy } = standingOf(team, campaign, version);
  const byAuthor = authors.includes(me.id);
  const suggesters = suggestersOf(team, campaign, version);
  const signed = standing(version).map(({ by }) => by);
  const signers = signs && !signed.includes(me.id) ? [...signed, me.id] : signed;
  const ties = signers.flatMap((signer) => tiesBetween(team, signer, authors).map((tie) => ({ tie, signer })));
  const nameOrYou = (id: string): string => (id === me.id ? 'you' : firstName(name(id)));
  const about = (id: string): string =>
    [
      roleWord(team.members[id]?.role ?? 'viewer'),
      ...(suggesters.includes(id) ? ['by suggestion too'] : []),
      ...ties.filter(({ tie }) => tie.who === id && tie.how !== 'lead').map(({ tie }) => tieInWords(tie, nameOrYou)),
    ].join(', ');
  const href = useHref();
  const blocking = blockingThreads(campaign);
  // Hidden characters have a list of their own; among the checks they stand only where they block.
  const findings = runChecks(frozen, policy).filter((each) => each.blocking || each.code !== 'hidden character');
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
          {blocking.length === 0 && (
            <li>
              <span className={c('ok')}>
                <Icon name="check" small />
              </span>
              <span>No blocking thread is open</span>
            </li>
          )}
          {hidden.length === 0 && (
            <li>
              <span className={c('ok')}>
                <Icon name="check" small />
              </span>
              <span>No hidden or look-alike character</span>
            </li>
          )}
          {blocking.map((thread) => (
            <li key={thread.id}>
              <span className={c('no')}>
                <Icon name="block" small label="Blocking" />
              </span>
              <span>
                {firstName(name(thread.by))} blocks it: “{thread.comment.body?.text ?? 'The words were erased.'}”{' '}
                <a href={href({ at: 'thread', thread: thread.id })}>Open the thread</a>
              </span>
            </li>
          ))}
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
                  <ShowPart part={partOf(finding.at.text)} steps={steps} onShow={onShow} />
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {hidden.length > 0 && (
        <section aria-labelledby="version-hidden">
          <h3 id="version-hidden">Hidden and look-alike characters</h3>
          <ul className={c('checks')}>
            {hidden.map((each) => (
              <li key={`${each.part} ${each.name} ${each.shown}`}>
                <span className={c('hm')}>
                  <Icon name="alert-fill" small label="Advisory" />
                </span>
                <span>
                  {each.shown.startsWith('U+') ? '' : `“${each.shown}”: `}
                  {each.name}
                  {each.shown.startsWith('U+') ? ` (${each.shown})` : ''}
                  {each.times > 1 ? `, ${each.times} times` : ''}
                  <ShowPart part={each.part} steps={steps} onShow={onShow} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="version-authors">
        <h3 id="version-authors">Who wrote in it since the last signed one</h3>
        <ul className={c('wrote')}>
          {authors.map((id) => (
            <li key={id}>
              <Avatar name={name(id)} role={team.members[id]?.role ?? 'viewer'} hue={hueOf(team, id)} size="small" />
              {name(id)}
              <span className={c('quiet')}>{about(id)}</span>
            </li>
          ))}
        </ul>
        {signs && !signed.includes(me.id) && (
          <p className={c('quiet')}>{byAuthor ? 'You wrote in it.' : 'You wrote nothing in it, so you may sign.'}</p>
        )}
        {ties.length > 0 && (
          <p className={c('quiet')}>
            {ties.map(({ tie, signer }) => tieSentence(tie, signer, name)).join(' ')} Record and certificate say so,
            too.
          </p>
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

/** The part that a text belongs to. */
const partOf = (text: string): string => (text.startsWith('step/') ? text.split('/').slice(0, 3).join('/') : text);

const ShowPart = ({
  part,
  steps,
  onShow,
}: {
  part: string;
  steps: readonly NamedStep[];
  onShow: (part: string) => void;
}) => (
  <>
    {' '}
    <button
      type="button"
      className={c('show')}
      onClick={() => {
        onShow(part);
      }}
    >
      {partTitle(part, steps)}
    </button>
  </>
);
