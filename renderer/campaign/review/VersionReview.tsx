import { useMemo, useRef, useState } from 'react';
import { changedParts, countChanges, diffVersions } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { can } from '../../../domain/people/can.ts';
import { standing, versionOf } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { useKeys } from '../../app/keys.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { classes } from '../../ui/classes.ts';
import { count, dayTime } from '../../ui/format.ts';
import { useDraft } from '../draft/draft.ts';
import { useVersion } from '../draft/version.ts';
import { useCampaign, useGo, useHref, useMe, useSteps, useTeam } from '../open-campaign.ts';
import { baseOf } from './base.ts';
import { Decide } from './Decide.tsx';
import { namedSteps } from './named-steps.ts';
import { PartSheet } from './PartSheet.tsx';
import { Parts } from './Parts.tsx';
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
  const [at, setAt] = useState<string | null>(null);
  const { viewed, mark } = useViewed(me.id, after.digest);
  const parts = useMemo(() => diffVersions(before, after), [before, after]);
  const changed = useMemo(() => changedParts(parts), [parts]);
  const moved = useMemo(() => countChanges(diffVersions(after, draft.frozen)), [after, draft.frozen]);
  const steps = useMemo(() => namedSteps(after, before, live), [after, before, live]);
  // Whoever has signed it ticks nothing any more.
  const signs = can(me, 'decide review', team.policy) && !standing(version).some(({ by }) => by === me.id);
  const shown = whole
    ? parts.filter((part) => part.change !== 'removed' || changed.includes(part.part))
    : parts.filter((part) => part.change !== 'same');
  const seen = changed.filter((part) => viewed.has(part));

  const show = (part: string) => {
    setAt(part);
    const sheet = list.current?.querySelector<HTMLElement>(`[data-part="${CSS.escape(part)}"]`);
    sheet?.scrollIntoView({ block: 'start' });
    sheet?.focus({ preventScroll: true });
  };
  const step = (by: 1 | -1) => () => {
    const order = shown.map((part) => part.part as string);
    const now = at === null ? -1 : order.indexOf(at);
    const next = order[Math.max(0, Math.min(order.length - 1, now + by))];
    if (next !== undefined) show(next);
  };
  useKeys({
    j: step(1),
    k: step(-1),
    v: () => {
      if (at === null || !changed.some((part) => part === at)) return false;
      mark(at, !viewed.has(at));
      return undefined;
    },
  });
  return (
    <div className={c('review')}>
      <Parts
        parts={parts}
        steps={steps}
        viewed={viewed}
        changed={changed}
        base={base}
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
                The draft has moved on by {count(moved, 'change')}. {moved === 1 ? 'It is' : 'They are'} not in this
                version. <a href={href({ at: 'brief', part: null })}>See the draft</a>
              </>
            )}
          </span>
        </p>
        <div className={c('how')}>
          <h2 className={c('title')}>Version {version.number}</h2>
          <span className="sr">of {campaign.name}</span>
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
          {shown.map((part) => (
            <PartSheet
              key={part.part}
              part={part}
              steps={steps}
              plain={base === null}
              whole={whole}
              before={before}
              after={after}
              current={at === part.part}
              marks={signs && part.change !== 'same'}
              viewed={viewed.has(part.part)}
              onFocus={() => {
                setAt(part.part);
              }}
              onViewed={(is) => {
                mark(part.part, is);
              }}
            />
          ))}
        </section>
      </main>
      <Decide
        version={version}
        frozen={after}
        base={base}
        parts={parts}
        steps={steps}
        changed={changed}
        viewed={seen}
        at={at}
        onShow={show}
      />
    </div>
  );
};
