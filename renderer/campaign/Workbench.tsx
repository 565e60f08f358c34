import { lazy, Suspense, useEffect } from 'react';
import { setPanelOpen, useInterface } from '../app/interface.ts';
import { TopBar } from '../app/TopBar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { afterFirstWords } from '../ui/first-words.ts';
import { later } from '../ui/later.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { classes } from '../ui/classes.ts';
import { Announcer } from './Announcer.tsx';
import { SidePanel } from './SidePanel.tsx';
import { BriefSheet } from './brief/BriefSheet.tsx';
import { chooseThread } from './desk.ts';
import { DraftProvider } from './draft/DraftProvider.tsx';
import { useDecisions, useEndsWithPlace } from './gate/decisions.ts';
import { Changes } from './head/Changes.tsx';
import { HereNow } from './head/HereNow.tsx';
import { NextAction } from './head/NextAction.tsx';
import { Title } from './head/Title.tsx';
import { useNarrow, useSlim } from './narrow.ts';
import { openPanel, useCampaign, useGo, useOpenCampaign } from './open-campaign.ts';
import { Outline } from './outline/Outline.tsx';
import { placeOfText } from './place.ts';
import { useMyPresence } from './presence.ts';
import { Strips } from './room/Strips.tsx';
import { usePanelAddress } from './panel-address.ts';
import { useLeadAsked } from './text/lead-guard.ts';
import { useWriters } from './text/writers.ts';
import styles from './Workbench.module.css';

const c = classes(styles);
const CampaignCommands = later(afterFirstWords(async () => (await import('./CampaignCommands.tsx')).CampaignCommands));
const LeadWarning = later(async () => (await import('./text/LeadWarning.tsx')).LeadWarning);
const WritersBar = later(async () => (await import('./text/WritersBar.tsx')).WritersBar);

// What is written first is the brief; the rest comes after it.
const parts = {
  facts: async () => ({ default: (await import('./facts/FactsSheet.tsx')).FactsSheet }),
  step: async () => ({ default: (await import('./step/StepSheet.tsx')).StepSheet }),
  review: async () => ({ default: (await import('./review/VersionReview.tsx')).VersionReview }),
  decisions: async () => ({ default: (await import('./gate/Decisions.tsx')).Decisions }),
};
const FactsSheet = lazy(parts.facts);
const StepSheet = lazy(parts.step);
const VersionReview = lazy(parts.review);
const Decisions = lazy(parts.decisions);
/** How long after the first screen the rest is fetched, in ms, so that no click waits for it. */
const SOON = 1000;

/** The open campaign: its own top bar, then the draft with outline and side panel, or one frozen version to be read. */
export const Workbench = () => {
  const { id, place } = useOpenCampaign();
  const narrow = useNarrow();
  const slim = useSlim();
  const open = useInterface((all) => all.panelOpen);
  useArrival();
  usePanelAddress();
  useEffect(() => {
    const timer = setTimeout(() => {
      // Whatever does not come now is asked for again when it is needed.
      void Promise.allSettled(Object.values(parts).map((part) => part()));
    }, SOON);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  useMyPresence();
  useEndsWithPlace();
  const deciding = useDecisions().asked !== null;
  const warned = useLeadAsked(id) !== null;
  const writers = useWriters((all) => all.shown);
  const reading = place.at === 'version';
  return (
    <DraftProvider>
      <TopBar
        title={slim ? null : <Standing />}
        here={
          <>
            {!slim && <HereNow />}
            {!reading && (
              <IconButton
                icon="panel"
                label={open ? 'Close the side panel' : 'Open the side panel'}
                kbd="\"
                aria-expanded={open}
                onPress={() => {
                  setPanelOpen(!open);
                }}
              />
            )}
          </>
        }
        action={slim ? undefined : <NextAction />}
      />
      {slim && (
        <section className={c('standing')} aria-label="Where it stands">
          <Standing />
          <HereNow />
          <NextAction />
        </section>
      )}
      <Strips />
      {reading ? (
        <Suspense fallback={<OnItsWay />}>
          <VersionReview key={place.version} number={place.version} />
        </Suspense>
      ) : (
        <div className={c('bench')}>
          <Outline />
          <main id="main" tabIndex={-1} className={c('desk')}>
            <div className={c('scroll')}>
              {writers && <WritersBar />}
              <Suspense fallback={<Skeleton lines={6} label="Opening" />}>
                <OnDesk />
              </Suspense>
            </div>
          </main>
          <SidePanel narrow={narrow} />
        </div>
      )}
      <CampaignCommands />
      <Suspense>{deciding && <Decisions />}</Suspense>
      {warned && <LeadWarning campaign={id} />}
      <Announcer />
    </DraftProvider>
  );
};

const OnItsWay = () => (
  <main id="main" tabIndex={-1} className={c('lost')} aria-busy="true">
    <Skeleton lines={6} label="Opening" />
  </main>
);

/** Name, stage, and how far the draft has moved: always in sight. */
const Standing = () => (
  <>
    <Title />
    <Changes />
  </>
);

const OnDesk = () => {
  const { place } = useOpenCampaign();
  if (place.at === 'facts') return <FactsSheet fact={place.fact} />;
  if (place.at === 'step') return <StepSheet step={place.step} variant={place.variant} />;
  return <BriefSheet part={place.at === 'brief' ? place.part : null} />;
};

/** Addresses that lead into the side panel: it opens there, over the words they are about. */
const useArrival = () => {
  const { place } = useOpenCampaign();
  const campaign = useCampaign();
  const go = useGo();
  const thread = place.at === 'thread' ? campaign.threads[place.thread] : undefined;
  useEffect(() => {
    if (place.at === 'panel') {
      go({ at: 'brief', part: null }, true);
      openPanel(place.tab);
    }
    if (thread) {
      go(placeOfText(thread.anchor.text), true);
      chooseThread(thread.id);
      openPanel('discussion');
    }
    // Going is done once for each address, not whenever the campaign changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [place.at === 'panel' ? place.tab : null, thread?.id]);
};
