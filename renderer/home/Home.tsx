import { useMemo, useRef, useState } from 'react';
import { navigate } from '../app/location.ts';
import { useKeys } from '../app/keys.ts';
import { setHomeView, setNewCampaignOpen, useInterface } from '../app/interface.ts';
import { TopBar } from '../app/TopBar.tsx';
import { usePendingIds, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { usePaletteCommands } from '../palette/commands.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { later } from '../ui/later.tsx';
import { useMinute } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { roleWord, weekdayTime } from '../ui/format.ts';
import { Board } from './Board.tsx';
import { FULL, Inbox } from './Inbox.tsx';
import { found } from './search.ts';
import { summaryOf } from './summary.ts';
import { waitingCards } from './waiting.ts';
import { walk } from './walk.ts';
import styles from './Home.module.css';

const c = classes(styles);
const List = later(async () => (await import('./List.tsx')).List);
const NewCampaign = later(async () => (await import('./NewCampaign.tsx')).NewCampaign);
const views = [
  { value: 'board', label: 'Board', icon: 'board' },
  { value: 'list', label: 'List', icon: 'rows' },
] as const;

/** Every campaign of the workspace, and first what waits for the person who looks. */
export const Home = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const pending = usePendingIds();
  const view = useInterface((all) => all.homeView);
  const [query, setQuery] = useState('');
  const creating = useInterface((all) => all.newCampaignOpen);
  const search = useRef<HTMLInputElement>(null);
  const campaigns = useRef<HTMLDivElement>(null);
  const minute = useMinute();
  const me = workspace.me();

  const now = useMemo(() => new Date(minute * 60_000), [minute]);
  const summaries = useMemo(
    () =>
      Object.values(state.campaigns)
        .map((campaign) => summaryOf(state, campaign, now))
        .toSorted((one, other) => other.changedAt.localeCompare(one.changedAt)),
    [state, now],
  );
  const shown = useMemo(() => found(query, state, summaries), [query, state, summaries]);
  const cards = useMemo(() => waitingCards(state, me, now), [state, me, now]);
  const waiting = useMemo(() => new Set(cards.flatMap((card) => card.campaign ?? [])), [cards]);

  const create = () => {
    setNewCampaignOpen(true);
  };
  const cannotCreate = me.role === 'viewer' ? 'Viewers read along. Ask an admin for another role.' : undefined;
  const open = (index: number) => () => {
    const card = cards[index];
    if (!card) return false;
    navigate(card.path);
    return undefined;
  };
  const move = (where: Parameters<typeof walk>[1]) => () => {
    if (campaigns.current) walk(campaigns.current, where);
  };
  useKeys({
    n: () => {
      if (cannotCreate !== undefined) return false;
      create();
      return undefined;
    },
    '/': () => {
      search.current?.focus();
    },
    j: move('down'),
    k: move('up'),
    ArrowDown: move('down'),
    ArrowUp: move('up'),
    ArrowRight: view === 'board' ? move('right') : () => false,
    ArrowLeft: view === 'board' ? move('left') : () => false,
    1: open(0),
    2: open(1),
    3: open(2),
    4: open(3),
  });
  usePaletteCommands([
    {
      id: 'new-campaign',
      group: 'Campaigns of this workspace',
      title: 'New campaign',
      icon: 'plus',
      kbd: 'n',
      run: create,
      reason: cannotCreate,
    },
    {
      id: 'search',
      group: 'Campaigns of this workspace',
      title: 'Search the board',
      icon: 'search',
      kbd: '/',
      run: () => search.current?.focus(),
    },
    {
      id: 'view',
      group: 'Campaigns of this workspace',
      title: view === 'board' ? 'Show as a list' : 'Show as a board',
      icon: view === 'board' ? 'rows' : 'board',
      run: () => {
        setHomeView(view === 'board' ? 'list' : 'board');
      },
    },
    {
      id: 'next',
      group: 'Campaigns of this workspace',
      title: 'Next campaign',
      icon: 'down',
      kbd: 'j',
      run: move('down'),
    },
    {
      id: 'previous',
      group: 'Campaigns of this workspace',
      title: 'Previous campaign',
      icon: 'up',
      kbd: 'k',
      run: move('up'),
    },
    ...cards.slice(0, FULL).map((card, index) => ({
      id: `waiting-${card.id}`,
      group: 'Waiting for you',
      title: `${card.action}: ${card.title}`,
      icon: card.icon,
      kbd: String(index + 1),
      run: () => {
        navigate(card.path);
      },
    })),
  ]);

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
        {summaries.length > 0 && (
          <section aria-labelledby="waiting" className={c('waiting')}>
            <header className={c('head')}>
              <h2 id="waiting" className={c('title')}>
                {cards.length > 0 ? 'Waiting for you' : 'Nothing waits for you'}
              </h2>
              {cards.length > 0 && (
                <span className={c('quiet')}>
                  {cards.length}, {me.role === 'sales-lead' ? 'as' : 'in'} {roleWord(me.role)}
                </span>
              )}
              <time className={c('quiet', 'clock')} dateTime={now.toISOString()}>
                {weekdayTime(now)}
              </time>
            </header>
            {cards.length > 0 && <Inbox cards={cards} />}
          </section>
        )}
        {summaries.length === 0 ? (
          <Empty title="No campaigns yet" actions={newCampaign}>
            A campaign starts with its brief, which marketing and sales write at the same time. A sales lead signs the
            copy before any of it goes out.
          </Empty>
        ) : (
          <section aria-labelledby="campaigns" className={c('campaigns')}>
            <header className={c('head', 'tools')}>
              <h2 id="campaigns" className={c('title')}>
                Campaigns
              </h2>
              <span className={c('quiet')}>
                {query.trim() === '' ? summaries.length : `${shown.length} of ${summaries.length}`}
              </span>
              <div className={c('search')}>
                <SearchField
                  ref={search}
                  label="Search campaigns"
                  placeholder="Name, owner, stage or comment"
                  kbd="/"
                  value={query}
                  onChange={setQuery}
                />
              </div>
              <span className={c('grow')} />
              <Segmented label="View" options={views} value={view} onChange={setHomeView} />
              {newCampaign}
            </header>
            {shown.length === 0 ? (
              <Empty
                title={`Nothing matches “${query.trim()}”`}
                level={3}
                actions={
                  <Button
                    onPress={() => {
                      setQuery('');
                    }}
                  >
                    Show all {summaries.length}
                  </Button>
                }
              >
                Every word is looked for in names, owners, stages and comments. For the copy itself, open the campaign.
              </Empty>
            ) : (
              <div ref={campaigns} className={c('all')}>
                {view === 'board' ? (
                  <Board state={state} summaries={shown} waiting={waiting} pending={pending} />
                ) : (
                  <List state={state} summaries={shown} waiting={waiting} pending={pending} />
                )}
              </div>
            )}
          </section>
        )}
      </main>
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
