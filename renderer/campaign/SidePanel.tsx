import { lazy, Suspense } from 'react';
import { setPanelOpen, useInterface } from '../app/interface.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Tabs, type TabEntry } from '../ui/Tabs.tsx';
import { afterFirstWords } from '../ui/first-words.ts';
import { later } from '../ui/later.tsx';
import { classes } from '../ui/classes.ts';
import { useDesk, showTab } from './desk.ts';
import { useToDo, type ToDo } from './gate/to-do.ts';
import { useCampaign, useMe } from './open-campaign.ts';
import { panelTabs, panelWords } from './place.ts';
import styles from './Workbench.module.css';

const c = classes(styles);
const Drawer = later(async () => (await import('../ui/Modal.tsx')).Modal);
const Discussion = lazy(
  afterFirstWords(async () => ({ default: (await import('./discussion/Discussion.tsx')).Discussion })),
);
const FieldNotes = lazy(async () => ({ default: (await import('./discussion/notes/FieldNotes.tsx')).FieldNotes }));
const GatePanel = lazy(async () => ({ default: (await import('./gate/GatePanel.tsx')).GatePanel }));
const RecordList = lazy(async () => ({ default: (await import('./record/RecordList.tsx')).RecordList }));

/** Comments, gate, field notes and the record: beside the desk, or below 1,000 px a drawer over it. */
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
    <Drawer
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
    </Drawer>
  );
};

const Panel = () => {
  const tab = useDesk((desk) => desk.tab);
  const campaign = useCampaign();
  const gate = useToDo();
  const { guest } = useMe();
  const open = Object.values(campaign.threads).filter((thread) => thread.state === 'open').length;
  return (
    <Tabs
      label="Side panel"
      selected={tab}
      onSelect={(id) => {
        const chosen = panelTabs.find((each) => each === id);
        if (chosen) showTab(chosen);
      }}
      tabs={panelTabs
        // What prospects said is not a guest's to read.
        .filter((id) => id !== 'notes' || !guest)
        .map((id) => ({
          id,
          label: panelWords[id].title,
          ...(id === 'discussion' && { count: open }),
          ...(id === 'gate' && gateCount(gate)),
        }))}
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

/** What is wrong is a badge; what nobody has written yet is a quiet number. */
const gateCount = ({ wrong, unwritten, advisory }: ToDo): Pick<TabEntry, 'count' | 'tone'> => {
  if (wrong > 0) return { count: wrong, tone: 'stop' };
  if (unwritten.length > 0) return { count: unwritten.length };
  return { count: advisory, tone: 'care' };
};
