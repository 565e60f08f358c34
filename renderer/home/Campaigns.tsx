import { useDeferredValue, useMemo, type ReactNode } from 'react';
import type { WorkspaceState } from '../../domain/state.ts';
import { setHomeQuery, setHomeShow, useInterface } from '../app/interface.ts';
import { usePendingIds, useWorkspace } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { later } from '../ui/later.tsx';
import { classes } from '../ui/classes.ts';
import { Board } from './Board.tsx';
import { found, shownTo, sorted } from './search.ts';
import type { Summary } from './summary.ts';
import { Tools } from './Tools.tsx';
import type { WaitingCard } from './waiting/card.ts';
import styles from './Home.module.css';

const c = classes(styles);
const List = later(async () => (await import('./List.tsx')).List);

/** The campaigns by stage, as many as are asked for. */
export const Campaigns = ({
  state,
  summaries,
  cards,
  newCampaign,
}: {
  state: WorkspaceState;
  summaries: Summary[];
  cards: WaitingCard[];
  newCampaign: ReactNode;
}) => {
  const { id: me } = useWorkspace().me();
  const pending = usePendingIds();
  const { homeView: view, homeSort: sort, homeShow: show, homeQuery } = useInterface((all) => all);
  // Hundreds of campaigns are drawn anew when they can be; the field itself waits for nothing.
  const query = useDeferredValue(homeQuery);
  const within = useMemo(() => shownTo(me, show, summaries), [me, show, summaries]);
  const shown = useMemo(() => sorted(sort, found(query, state, within)), [sort, query, state, within]);
  const waiting = useMemo(() => new Set(cards.flatMap((card) => card.campaign ?? [])), [cards]);
  const all = summaries.filter(({ archived }) => !archived).length;
  const number =
    show === 'all' && shown.length === all ? all : `${shown.length} of ${show === 'archived' ? within.length : all}`;
  const draw = { state, summaries: shown, waiting, pending };
  return (
    <section aria-labelledby="campaigns" className={c('campaigns')}>
      <header className={c('head', 'tools')}>
        <h2 id="campaigns" className={c('title')}>
          {show === 'archived' ? 'Archived campaigns' : 'Campaigns'}
        </h2>
        <output className={c('quiet', 'number')}>{number}</output>
        <span className={c('grow')} />
        <Tools state={state} summaries={summaries} />
        {newCampaign}
      </header>
      {shown.length > 0 ? (
        <div data-campaigns className={c('all')}>
          {view === 'board' ? <Board {...draw} /> : <List {...draw} />}
        </div>
      ) : (
        <Empty
          title={query.trim() === '' ? 'Nothing here' : `Nothing matches “${query.trim()}”`}
          level={3}
          actions={
            <Button
              onPress={() => {
                setHomeQuery('');
                setHomeShow('all');
              }}
            >
              Show all {all}
            </Button>
          }
        >
          {query.trim() === ''
            ? 'No campaign is shown with this choice.'
            : 'Searches names, owners, stages and comments. For words of the copy, use “Search or do anything” above.'}
        </Empty>
      )}
    </section>
  );
};
