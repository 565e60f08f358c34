import { useMemo } from 'react';
import { setNewCampaignOpen, useInterface } from '../app/interface.ts';
import { TopBar } from '../app/TopBar.tsx';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { later } from '../ui/later.tsx';
import { useMinute } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { Campaigns } from './Campaigns.tsx';
import { summaryOf } from './summary.ts';
import { useHomeKeys } from './use-home-keys.ts';
import { Waiting } from './Waiting.tsx';
import { waitingCards } from './waiting/waiting.ts';
import styles from './Home.module.css';

const c = classes(styles);
const FirstSteps = later(async () => (await import('./FirstSteps.tsx')).FirstSteps);
const HomeCommands = later(async () => (await import('./HomeCommands.tsx')).HomeCommands);
const NewCampaign = later(async () => (await import('./NewCampaign.tsx')).NewCampaign);

/** Every campaign of the workspace, and first what waits for the person who looks. */
export const Home = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const creating = useInterface((all) => all.newCampaignOpen);
  const minute = useMinute();
  const me = workspace.me();
  const now = useMemo(() => new Date(minute * 60_000), [minute]);
  const summaries = useMemo(
    () => Object.values(state.campaigns).map((campaign) => summaryOf(state, campaign, now)),
    [state, now],
  );
  const cards = useMemo(() => waitingCards(state, me, now), [state, me, now]);
  const cannotCreate = me.role === 'viewer' ? 'Viewers only read. Ask an admin for another role.' : undefined;
  const create = () => {
    setNewCampaignOpen(true);
  };
  useHomeKeys(cards, create, cannotCreate);
  const newCampaign = cannotCreate === undefined && (
    <Button kind="primary" icon="plus" onPress={create}>
      New campaign
    </Button>
  );
  return (
    <>
      <TopBar current="campaigns" />
      <main id="main" tabIndex={-1} className={c('page')}>
        <h1 className="sr">Campaigns of {workspace.name}</h1>
        {summaries.length === 0 ? (
          <FirstSteps newCampaign={newCampaign} />
        ) : (
          <>
            <Waiting cards={cards} now={now} />
            <Campaigns state={state} summaries={summaries} cards={cards} newCampaign={newCampaign} />
          </>
        )}
      </main>
      <HomeCommands cards={cards} create={create} cannotCreate={cannotCreate} />
      {creating && cannotCreate === undefined && (
        <NewCampaign
          onClose={() => {
            setNewCampaignOpen(false);
          }}
        />
      )}
    </>
  );
};
