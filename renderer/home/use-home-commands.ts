import { setHomeView, useInterface } from '../app/interface.ts';
import { useKeys } from '../app/keys.ts';
import { navigate } from '../app/location.ts';
import { usePaletteCommands, type PaletteCommand } from '../palette/commands.ts';
import type { WaitingCard } from './waiting/card.ts';
import { FULL } from './waiting/waiting.ts';
import { walk } from './walk.ts';

const group = 'Campaigns of this workspace';
const move = (where: Parameters<typeof walk>[1]) => () => {
  const within = document.querySelector('[data-campaigns]');
  if (within) walk(within, where);
};
const search = () => {
  document.querySelector<HTMLElement>('main input[type=search]')?.focus();
};

/** The keys of the home screen, and the same in the palette. */
export const useHomeCommands = (cards: WaitingCard[], create: () => void, cannotCreate: string | undefined): void => {
  const view = useInterface((all) => all.homeView);
  const open = (index: number) => () => {
    const card = cards[index];
    if (!card) return false;
    navigate(card.path);
    return undefined;
  };
  useKeys({
    n: () => {
      if (cannotCreate !== undefined) return false;
      create();
      return undefined;
    },
    '/': search,
    j: move('down'),
    k: move('up'),
    ArrowDown: move('down'),
    ArrowUp: move('up'),
    ArrowRight: view === 'board' ? move('right') : () => false,
    ArrowLeft: view === 'board' ? move('left') : () => false,
    ...Object.fromEntries(Array.from({ length: FULL }, (_, index) => [String(index + 1), open(index)])),
  });
  const commands: PaletteCommand[] = [
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
    { id: 'next', group, title: 'Next campaign', icon: 'down', kbd: 'j', run: move('down') },
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
  ];
  usePaletteCommands(commands);
};
