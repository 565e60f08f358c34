import { setHomeView, useInterface } from '../app/interface.ts';
import { navigate } from '../app/location.ts';
import { usePaletteCommands } from '../palette/commands.ts';
import { move, search } from './use-home-keys.ts';
import type { WaitingCard } from './waiting/card.ts';
import { FULL } from './waiting/waiting.ts';

const group = 'Campaigns of this workspace';

/** What the keys of the home screen do, and how it is shown, in the palette. */
export const HomeCommands = ({
  cards,
  create,
  cannotCreate,
}: {
  cards: WaitingCard[];
  create: () => void;
  cannotCreate: string | undefined;
}) => {
  const view = useInterface((all) => all.homeView);
  usePaletteCommands([
    { id: 'new-campaign', group, title: 'New campaign', icon: 'plus', kbd: 'n', run: create, reason: cannotCreate },
    { id: 'search', group, title: 'Search the campaigns', icon: 'search', kbd: '/', run: search },
    {
      id: 'view',
      group,
      title: view === 'board' ? 'Show as a list' : 'Show as a board',
      icon: view === 'board' ? 'rows' : 'board',
      run: () => {
        setHomeView(view === 'board' ? 'list' : 'board');
      },
    },
    { id: 'next', group, title: 'Next campaign', icon: 'under', kbd: 'j', run: move('down') },
    { id: 'previous', group, title: 'Previous campaign', icon: 'up', kbd: 'k', run: move('up') },
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
  return null;
};
