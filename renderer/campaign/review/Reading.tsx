import { useRef } from 'react';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { seenBy } from '../../../domain/gate/seen.ts';
import type { Version } from '../../../domain/state.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { classes } from '../../ui/classes.ts';
import { count, dayTime, shortDigest } from '../../ui/format.ts';
import { useCampaign, useHref, useMe } from '../open-campaign.ts';
import { Decide } from './Decide.tsx';
import { PartSheet } from './PartSheet.tsx';
import { Parts } from './Parts.tsx';
import { settledOn } from './SettledThread.tsx';
import { useReading } from './use-reading.ts';
import { useWrote } from './use-wrote.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** A version that is here: its parts to the left, what changed on its sheets, and what to decide to the right. */
export const Reading = ({
  version,
  after,
  before,
  base,
}: {
  version: Version;
  after: Frozen;
  before: Frozen | null;
  /** The version it is compared with. */
  base: number | null;
}) => {
  const campaign = useCampaign();
  const me = useMe();
  const href = useHref();
  const list = useRef<HTMLElement>(null);
  const reading = useReading(version, { after, before, list });
  const { parts, steps, sheets, changed, missing, moved, signs, whole, at, isViewed } = reading;
  const wrote = useWrote(parts);
  const from = campaign.versions.find(({ number }) => number === base)?.at ?? null;
  return (
    <div className={c('review')}>
      <Parts
        sheets={sheets}
        parts={parts}
        viewed={isViewed}
        base={base}
        saw={base !== null && seenBy(campaign, me.id) === base}
        version={version.number}
        at={at}
        onShow={reading.show}
        signs={signs}
      />
      <main id="main" tabIndex={-1} className={c('diff')}>
        <p className={c('frozen')}>
          <Icon name="info" />
          <span>
            <strong>
              You are reading version {version.number}, as frozen {dayTime(version.at)}.
            </strong>{' '}
            {moved === 0 ? (
              'The draft is still the same.'
            ) : (
              <>
                The draft has moved on by {count(moved, 'change')}. {moved === 1 ? 'It is' : 'They are'} not in{' '}
                {signs ? 'what you sign' : 'this version'}.{' '}
                <a href={href({ at: 'brief', part: null })}>See the draft</a>
              </>
            )}
          </span>
        </p>
        <div className={c('how')}>
          <h2 className={c('title')}>Version {version.number}</h2>
          <span className="sr">of {campaign.name}</span>
          <span className={c('mono', 'quiet')}>{shortDigest(after.digest)}</span>
          <span className={c('keys')}>
            <Kbd>J</Kbd> <Kbd>K</Kbd> next, previous change
            {signs && (
              <>
                {' '}
                <Kbd>V</Kbd> viewed
              </>
            )}
          </span>
          {base !== null && (
            <Segmented
              label="How much of it"
              value={whole ? 'whole' : 'changes'}
              onChange={(value) => {
                reading.setWhole(value === 'whole');
              }}
              options={[
                { value: 'changes', label: `Changes since ${base}` },
                { value: 'whole', label: 'Whole text' },
              ]}
            />
          )}
        </div>
        <section ref={list} aria-label="Parts" className={c('sheets')}>
          {reading.shown.length === 0 && (
            <p className={c('nothing')}>Nothing changed since version {base}. Choose “Whole text” to read all of it.</p>
          )}
          {reading.shown.map((sheet) => (
            <PartSheet
              key={sheet.id}
              sheet={sheet}
              steps={steps}
              plain={base === null}
              whole={whole}
              before={before}
              after={after}
              current={at === sheet.id}
              marks={signs}
              viewed={isViewed(sheet)}
              reached={reading.reached.has(sheet.id)}
              wrote={wrote}
              threads={settledOn(sheet, Object.values(campaign.threads), from, version.at)}
              onFocus={() => {
                reading.setAt(sheet.id);
              }}
              onView={() => {
                reading.view(sheet);
              }}
            />
          ))}
        </section>
      </main>
      <section className={c('toDecide')} aria-label="How far you are">
        <span>
          {signs && changed.length > 0
            ? `${changed.length - missing.length} of ${changed.length} viewed`
            : `Version ${version.number}`}
        </span>
        <Button
          kind="primary"
          onPress={() => {
            const verdict = document.getElementById('verdict');
            verdict?.scrollIntoView({ block: 'start' });
            verdict?.querySelector<HTMLElement>('input:checked, textarea, button')?.focus({ preventScroll: true });
          }}
        >
          {signs ? 'To your verdict' : reading.signed ? 'To your signature' : 'To your comment'}
        </Button>
      </section>
      <Decide version={version} frozen={after} base={base} reading={reading} wrote={wrote} />
    </div>
  );
};
