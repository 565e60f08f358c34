import { lazy, Suspense } from 'react';
import { setPanelOpen, useInterface } from '../app/interface.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { classes } from '../ui/classes.ts';
import { useDesk, showTab } from './desk.ts';
import { linkedNotes } from './discussion/notes/linked.ts';
import { blockingThreads } from '../../domain/gate/version-reasons.ts';
import { useDraft } from './draft/draft.ts';
import { useCampaign, useTeam } from './open-campaign.ts';
import { panelTabs } from './place.ts';
import styles from './Workbench.module.css';

const c = classes(styles);
const Discussion = lazy(async () => ({ default: (await import('./discussion/Discussion.tsx')).Discussion }));
const FieldNotes = lazy(async () => ({ default: (await import('./discussion/notes/FieldNotes.tsx')).FieldNotes }));
const GatePanel = lazy(async () => ({ default: (await import('./gate/GatePanel.tsx')).GatePanel }));
const RecordList = lazy(async () => ({ default: (await import('./record/RecordList.tsx')).RecordList }));

/** Comments, gate, what prospects said, and the record: beside the desk, or below 1,000 px a drawer over it. */
export const SidePanel = ({ narrow }: { narrow: boolean }) => {
  const open = useInterface((all) => all.panelOpen);
  if (!open) return null;
  if (!narrow)
    return (
      <aside className={c('side')} aria-label="Discussion, gate and record">
        <Panel />
      </aside>
    );
  return (
    <Modal
      scrim={c('scrim')}
      className={c('drawer')}
      label="Discussion, gate and record"
      onClose={() => {
        setPanelOpen(false);
      }}
    >
      <div className={c('close')}>
        <IconButton
          icon="x"
          label="Close"
          onPress={() => {
            setPanelOpen(false);
          }}
        />
      </div>
      <Panel />
    </Modal>
  );
};

const Panel = () => {
  const tab = useDesk((desk) => desk.tab);
  const campaign = useCampaign();
  const notes = useTeam().notes;
  const { findings } = useDraft();
  const open = Object.values(campaign.threads).filter((thread) => thread.state === 'open').length;
  const stops = findings.filter((finding) => finding.blocking).length + blockingThreads(campaign).length;
  const cares = findings.length - findings.filter((finding) => finding.blocking).length;
  return (
    <Tabs
      label="Side panel"
      selected={tab}
      onSelect={(id) => {
        const chosen = panelTabs.find((each) => each === id);
        if (chosen) showTab(chosen);
      }}
      tabs={[
        { id: 'discussion', label: 'Comments', count: open },
        { id: 'gate', label: 'Gate', count: stops || cares, tone: stops > 0 ? 'stop' : 'care' },
        { id: 'notes', label: 'Prospects', count: linkedNotes(notes, campaign.id).length },
        { id: 'record', label: 'Record' },
      ]}
    >
      <Suspense fallback={<Skeleton lines={4} label="Opening" />}>
        {tab === 'discussion' && <Discussion />}
        {tab === 'gate' && <GatePanel />}
        {tab === 'notes' && <FieldNotes />}
        {tab === 'record' && <RecordList />}
      </Suspense>
    </Tabs>
  );
};
