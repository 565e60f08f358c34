import { useMemo, useRef, useState } from 'react';
import { countChanges, diffVersions } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { hiddenIn } from '../../../domain/canonical/hidden-in.ts';
import { seenBy } from '../../../domain/gate/seen.ts';
import { can } from '../../../domain/people/can.ts';
import { standing, versionOf } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { useKeys } from '../../app/keys.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { classes } from '../../ui/classes.ts';
import { count, dayTime } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { useDraft } from '../draft/draft.ts';
import { useVersion } from '../draft/version.ts';
import { useCampaign, useGo, useHref, useMe, useSteps, useTeam } from '../open-campaign.ts';
import { baseOf } from './base.ts';
import { Decide } from './Decide.tsx';
import { namedSteps } from './named-steps.ts';
import { PartSheet, settledOn } from './PartSheet.tsx';
import { Parts } from './Parts.tsx';
import { changedIn, isChanged, sheetsOf, type Sheet } from './sheets.ts';
import { useViewed } from './viewed.ts';
import bench from '../Workbench.module.css';
import styles from './Review.module.css';

const c = classes(styles);

/** One frozen version, as it would be signed: fetched, checked against its digest, and compared with what this person saw last. */
export const VersionReview = ({ number }: { number: number }) => {
  const campaign = useCampaign();
  const me = useMe();
  const team = useTeam();
  const go = useGo();
  const [again, setAgain] = useState(0);
  const version = versionOf(campaign, number);
  const signs = can(me, 'decide review', team.policy);
  const base = baseOf(campaign, number, me.id, signs);
  const after = useVersion(version ? number : null, again);
  const before = useVersion(base, again);
  const failed = after.at === 'failed' ? after : before.at === 'failed' ? before : null;
  if (!version || failed)
    return (
      <main id="main" tabIndex={-1} className={bench['lost']}>
        <Empty
          mark="apart"
          level={2}
          title={version ? `Version ${number} did not open` : `There is no version ${number}`}
          actions={
            <>
              {version && (
                <Button
                  kind="primary"
                  onPress={() => {
                    setAgain(again + 1);
                  }}
                >
                  Try again
                </Button>
              )}
              <Button
                onPress={() => {
                  go({ at: 'brief', part: null });
                }}
              >
                Go to the draft
              </Button>
            </>
          }
        >
          {failed?.says}
        </Empty>
      </main>
    );
  if (after.at !== 'here' || (before.at !== 'here' && before.at !== 'none'))
    return (
      <main id="main" tabIndex={-1} className={c('diff')} aria-busy="true">
        <div className={bench['sheet']}>
          <Skeleton lines={6} label={`Opening version ${number}`} />
        </div>
      </main>
    );
  return (
    <Reading
      key={version.digest}
      version={version}
      after={after.frozen}
      before={before.at === 'here' ? before.frozen : null}
      base={base}
    />
  );
};

const Reading = ({
  version,
  after,
  before,
  base,
}: {
  version: Version;
  after: Frozen;
  before: Frozen | null;
  base: number | null;
}) => {
  const campaign = useCampaign();
  const me = useMe();
  const team = useTeam();
  const live = useSteps();
  const href = useHref();
  const draft = useDraft();
  const list = useRef<HTMLElement>(null);
  const [whole, setWhole] = useState(false);
  const parts = useMemo(() => diffVersions(before, after), [before, after]);
  const { viewed, mark } = useViewed(me.id, campaign.id, parts);
  const steps = useMemo(() => namedSteps(after, before, live), [after, before, live]);
  const sheets = useMemo(() => sheetsOf(parts, steps), [parts, steps]);
  const moved = useMemo(() => countChanges(diffVersions(after, draft.frozen)), [after, draft.frozen]);
  const hidden = useMemo(() => hiddenIn(after), [after]);
  // Whoever has signed it ticks nothing any more.
  const signs = can(me, 'decide review', team.policy) && !standing(version).some(({ by }) => by === me.id);
  const isViewed = (sheet: Sheet): boolean => changedIn(sheet).every(({ part }) => viewed.has(part));
  const changed = sheets.filter(isChanged);
  const missing = changed.filter((sheet) => !isViewed(sheet));
  const shown = whole ? sheets : changed;
  const [at, setAt] = useState<string | null>(missing[0]?.id ?? changed[0]?.id ?? null);

  const show = (id: string) => {
    setAt(id);
    const sheet = list.current?.querySelector<HTMLElement>(`[data-sheet="${CSS.escape(id)}"]`);
    sheet?.scrollIntoView({ block: 'start' });
    sheet?.focus({ preventScroll: true });
  };
  const step = (by: 1 | -1) => () => {
    const now = shown.findIndex(({ id }) => id === at);
    const next = shown[Math.max(0, Math.min(shown.length - 1, now + by))];
    if (next) show(next.id);
  };
  const tick = (sheet: Sheet, is: boolean) => {
    mark(
      changedIn(sheet).map(({ part }) => part),
      is,
    );
  };
  const order = changed.findIndex(({ id }) => id === at);
  useKeys({
    j: step(1),
    k: step(-1),
    // A tick is one deliberate key, and leads to what is still to be read; scrolling past is not reading.
    v: () => {
      const sheet = changed[order];
      if (!signs || !sheet) return false;
      if (isViewed(sheet)) {
        tick(sheet, false);
        announce(`${sheet.title} is not viewed.`);
        return undefined;
      }
      tick(sheet, true);
      const left = missing.filter(({ id }) => id !== sheet.id);
      const next = left.find((each) => changed.indexOf(each) > order) ?? left[0];
      if (next) show(next.id);
      announce(
        next
          ? `${sheet.title} viewed. ${count(left.length, 'part')} left. ${next.title}.`
          : `All ${changed.length} changed parts viewed.`,
      );
      return undefined;
    },
  });
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
        onShow={show}
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
          <span className={c('keys')}>
            <Kbd>J</Kbd> <Kbd>K</Kbd> next, previous
            {signs && (
              <>
                {' '}
                <Kbd>V</Kbd> viewed
              </>
            )}
          </span>
          <Segmented
            label="How much of it"
            value={whole ? 'whole' : 'changes'}
            onChange={(value) => {
              setWhole(value === 'whole');
            }}
            options={[
              { value: 'changes', label: base === null ? 'All that is new' : `What changed since ${base}` },
              { value: 'whole', label: 'Whole text' },
            ]}
          />
        </div>
        <section ref={list} aria-label="Parts" className={c('sheets')}>
          {shown.length === 0 && (
            <p className={c('nothing')}>Nothing changed since version {base}. The whole text is under “Whole text”.</p>
          )}
          {shown.map((sheet) => (
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
              threads={settledOn(sheet, Object.values(campaign.threads), from, version.at)}
              onFocus={() => {
                setAt(sheet.id);
              }}
              onViewed={(is) => {
                tick(sheet, is);
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
            const form = document.getElementById('verdict');
            form?.scrollIntoView({ block: 'start' });
            form?.querySelector<HTMLElement>('input:checked, textarea')?.focus({ preventScroll: true });
          }}
        >
          {signs ? 'To your verdict' : 'To your comment'}
        </Button>
      </section>
      <Decide
        version={version}
        frozen={after}
        base={base}
        parts={parts}
        steps={steps}
        hidden={hidden}
        missing={missing}
        viewed={[...viewed]}
        at={changed.find(({ id }) => id === at) ?? null}
        onShow={show}
        sheetOf={(part) => sheets.find((sheet) => sheet.parts.some((each) => each.part === part))?.id ?? null}
      />
    </div>
  );
};
