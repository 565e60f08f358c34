import type { WorkspaceState } from '../../domain/state.ts';
import { setHomeQuery, setHomeShow, setHomeSort, setHomeView, useInterface, type HomeSort } from '../app/interface.ts';
import { useWorkspace } from '../client/hooks.ts';
import { Menu, type MenuEntry } from '../ui/Menu.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { classes } from '../ui/classes.ts';
import { firstName } from '../ui/format.ts';
import type { Summary } from './summary.ts';
import styles from './Home.module.css';

const c = classes(styles);
const views = [
  { value: 'board', label: 'Board', icon: 'board' },
  { value: 'list', label: 'List', icon: 'rows' },
] as const;
const orders: Record<HomeSort, string> = { change: 'Last change', name: 'Name', launch: 'Launch date' };

/** Which campaigns are shown, in which order, and how. */
export const Tools = ({ state, summaries }: { state: WorkspaceState; summaries: Summary[] }) => {
  const { id: me } = useWorkspace().me();
  const { homeView, homeSort, homeShow, homeQuery } = useInterface((all) => all);
  const owners = [...new Set(summaries.flatMap(({ owner }) => (owner && owner.id !== me ? [owner.id] : [])))]
    .map((id) => state.members[id]!)
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const archived = summaries.filter((summary) => summary.archived).length;
  const names: Record<string, string> = {
    all: 'Everyone’s',
    mine: 'Mine',
    ...Object.fromEntries(owners.map(({ id, name }) => [id, name])),
    ...(archived > 0 && { archived: `Archived (${archived})` }),
  };
  return (
    <>
      <div className={c('search')}>
        <SearchField
          label="Search campaigns"
          placeholder="Name, owner, stage or comment"
          kbd="/"
          value={homeQuery}
          onChange={setHomeQuery}
        />
      </div>
      <Menu
        label="Whose campaigns"
        items={Object.entries(names).map(([id, label]): MenuEntry => ({
          id,
          label,
          checked: id === homeShow,
          onAction: () => {
            setHomeShow(id);
          },
        }))}
      >
        <span className="sr">Show: </span>
        {homeShow === 'all' ? 'Everyone’s' : firstName(names[homeShow] ?? 'Everyone’s')}
      </Menu>
      <Menu
        label="Order of the campaigns"
        items={(['change', 'name', 'launch'] as const).map((order) => ({
          id: order,
          label: orders[order],
          checked: order === homeSort,
          onAction: () => {
            setHomeSort(order);
          },
        }))}
      >
        <span className="sr">Sorted by: </span>
        {orders[homeSort]}
      </Menu>
      <Segmented label="View" options={views} value={homeView} onChange={setHomeView} />
    </>
  );
};
