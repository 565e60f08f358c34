import { useEffect } from 'react';
import { TopBar } from '../app/TopBar.tsx';
import { Announcer } from './Announcer.tsx';
import { useNarrow } from './narrow.ts';
import { useMyPresence } from './presence.ts';
import { BriefSheet } from './brief/BriefSheet.tsx';
import { HereNow } from './head/HereNow.tsx';
import { Title } from './head/Title.tsx';
import { Outline } from './outline/Outline.tsx';
import { chooseThread } from './desk.ts';
import { openPanel, useCampaign, useGo, useOpenCampaign } from './open-campaign.ts';
import { placeOfText } from './place.ts';
import { classes } from '../ui/classes.ts';
import styles from './Workbench.module.css';

const c = classes(styles);

/** Outline, desk and side panel, with the campaign's own top bar over them. */
export const Workbench = () => {
  const { place } = useOpenCampaign();
  const narrow = useNarrow();
  useArrival();
  useMyPresence();
  return (
    <>
      <TopBar title={<Title />} here={<HereNow />} />
      <div className={c('bench', narrow && 'narrow')}>
        <Outline />
        <main id="main" tabIndex={-1} className={c('desk')}>
          <div className={c('scroll')}>
            <BriefSheet part={place.at === 'brief' ? place.part : null} />
          </div>
        </main>
        <Announcer />
      </div>
    </>
  );
};

/** Addresses that lead into the side panel: it opens there, over the words they are about. */
const useArrival = () => {
  const { place } = useOpenCampaign();
  const campaign = useCampaign();
  const go = useGo();
  const thread = place.at === 'thread' ? campaign.threads[place.thread] : undefined;
  useEffect(() => {
    if (place.at === 'panel') {
      openPanel(place.tab);
      go({ at: 'brief', part: null }, true);
    }
    if (thread) {
      openPanel('discussion');
      chooseThread(thread.id);
      go(placeOfText(thread.anchor.text), true);
    }
    // Going is done once for each address, not whenever the campaign changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [place.at === 'panel' ? place.tab : null, thread?.id]);
};
