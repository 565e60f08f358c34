import { useEffect } from 'react';
import { setPanelOpen, useInterface } from '../app/interface.ts';
import { TopBar } from '../app/TopBar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { classes } from '../ui/classes.ts';
import { Announcer } from './Announcer.tsx';
import { CampaignCommands } from './CampaignCommands.tsx';
import { SidePanel } from './SidePanel.tsx';
import { BriefSheet } from './brief/BriefSheet.tsx';
import { chooseThread } from './desk.ts';
import { DraftProvider } from './draft/DraftProvider.tsx';
import { FactsSheet } from './facts/FactsSheet.tsx';
import { Decisions } from './gate/Decisions.tsx';
import { Changes } from './head/Changes.tsx';
import { HereNow } from './head/HereNow.tsx';
import { NextAction } from './head/NextAction.tsx';
import { Title } from './head/Title.tsx';
import { useNarrow, useSlim } from './narrow.ts';
import { openPanel, useCampaign, useGo, useOpenCampaign } from './open-campaign.ts';
import { Outline } from './outline/Outline.tsx';
import { placeOfText } from './place.ts';
import { useMyPresence } from './presence.ts';
import { VersionReview } from './review/VersionReview.tsx';
import { Strips } from './room/Strips.tsx';
import { StepSheet } from './step/StepSheet.tsx';
import { WritersBar } from './text/WritersBar.tsx';
import styles from './Workbench.module.css';

const c = classes(styles);

/** The open campaign: its own top bar, then the draft with outline and side panel, or one frozen version to be read. */
export const Workbench = () => {
  const { place } = useOpenCampaign();
  const narrow = useNarrow();
  const slim = useSlim();
  const open = useInterface((all) => all.panelOpen);
  useArrival();
  useMyPresence();
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
        <VersionReview key={place.version} number={place.version} />
      ) : (
        <div className={c('bench')}>
          <Outline />
          <main id="main" tabIndex={-1} className={c('desk')}>
            <div className={c('scroll')}>
              <WritersBar />
              <OnDesk />
            </div>
          </main>
          <SidePanel narrow={narrow} />
        </div>
      )}
      <CampaignCommands />
      <Decisions />
      <Announcer />
    </DraftProvider>
  );
};

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
