import type { ReactNode } from 'react';
import type { HiddenIn } from '../../../domain/canonical/hidden-in.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { runChecks } from '../../../domain/gate/checks.ts';
import { blockingChecks } from '../../../domain/gate/finding.ts';
import { standingOf } from '../../../domain/gate/signed-for.ts';
import { blockingThreads } from '../../../domain/gate/blocking-threads.ts';
import type { Version } from '../../../domain/state.ts';
import { Icon, type GlyphName } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName } from '../../ui/format.ts';
import { passedWords } from '../gate/passed-words.ts';
import { useCampaign, useHref, useTeam } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import type { Reading } from './use-reading.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** What the checks say of a version, what still blocks it, and characters that are not what they seem. */
export const Checked = ({ version, frozen, reading }: { version: Version; frozen: Frozen; reading: Reading }) => {
  const team = useTeam();
  const campaign = useCampaign();
  const href = useHref();
  const blocking = blockingThreads(campaign);
  const { hidden } = reading;
  const { policy } = standingOf(team, campaign, version);
  // Hidden characters have lines of their own; among the checks they stand only where they block.
  const findings = runChecks(frozen, policy).filter((each) => each.blocking || each.code !== 'hidden character');
  const passed = blockingChecks.filter((code) => !findings.some((finding) => finding.code === code));
  const name = (id: string): string => firstName(team.members[id]?.name ?? 'Someone');
  return (
    <section aria-labelledby="version-checks">
      <h3 id="version-checks">Checks on version {version.number}</h3>
      <ul className={c('checks')}>
        {blocking.map((thread) => (
          <Line key={thread.id} {...blocks}>
            {name(thread.by)} blocks it: “{thread.comment.body?.text ?? 'The words were erased.'}”{' '}
            <a href={href({ at: 'thread', thread: thread.id })}>Open the thread</a>
          </Line>
        ))}
        {findings
          .toSorted((one, other) => Number(other.blocking) - Number(one.blocking))
          .map((finding, index) => (
            <Line key={`${finding.code} ${index}`} {...(finding.blocking ? blocks : cares)}>
              {finding.says}
              {finding.at && 'text' in finding.at && <ShowPart part={partOf(finding.at.text)} reading={reading} />}
            </Line>
          ))}
        {hidden.map((each) => (
          <Line key={`${each.part} ${each.name} ${each.shown}`} {...cares}>
            {hiddenWords(each)}
            <ShowPart part={each.part} reading={reading} />
          </Line>
        ))}
        {passed.length > 0 && (
          <Line {...passes}>
            <details className={c('passed')}>
              <summary>
                <span>
                  {count(passed.length, 'blocking check')} {passed.length === 1 ? 'passes' : 'pass'}
                </span>
                <span className={c('show')}>show</span>
              </summary>
              <ul>
                {passed.map((code) => (
                  <li key={code}>{passedWords[code]}</li>
                ))}
              </ul>
            </details>
          </Line>
        )}
        {blocking.length === 0 && <Line {...passes}>No blocking thread is open</Line>}
        {hidden.length === 0 && <Line {...passes}>No hidden or look-alike character</Line>}
      </ul>
    </section>
  );
};

type Weight = { tone: 'ok' | 'no' | 'hm'; icon: GlyphName; label?: string };
const passes: Weight = { tone: 'ok', icon: 'check' };
const blocks: Weight = { tone: 'no', icon: 'block', label: 'Blocking' };
const cares: Weight = { tone: 'hm', icon: 'alert-fill', label: 'Advisory' };

const Line = ({ tone, icon, children, ...says }: Weight & { children: ReactNode }) => (
  <li>
    <span className={c(tone)}>
      <Icon name={icon} small {...says} />
    </span>
    <span>{children}</span>
  </li>
);

/** `“а”: a Cyrillic letter among Latin ones, 2 times`; what cannot be shown is named. */
const hiddenWords = ({ shown, name, times }: HiddenIn): string => {
  const isCode = shown.startsWith('U+');
  return `${isCode ? '' : `“${shown}”: `}${name}${isCode ? ` (${shown})` : ''}${times > 1 ? `, ${times} times` : ''}`;
};

/** The part that a text belongs to. */
const partOf = (text: string): string => (text.startsWith('step/') ? text.split('/').slice(0, 3).join('/') : text);

const ShowPart = ({ part, reading }: { part: string; reading: Reading }) => {
  const sheet = reading.sheets.find(({ parts }) => parts.some((each) => each.part === part));
  const title = partTitle(part, reading.steps);
  return (
    <>
      {' '}
      {sheet ? (
        <button
          type="button"
          className={c('show')}
          onClick={() => {
            reading.show(sheet.id);
          }}
        >
          {title}
        </button>
      ) : (
        title
      )}
    </>
  );
};
