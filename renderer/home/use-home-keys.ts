import { useInterface } from '../app/interface.ts';
import { useKeys } from '../app/keys.ts';
import { navigate } from '../app/location.ts';
import type { WaitingCard } from './waiting/card.ts';
import { FULL } from './waiting/waiting.ts';
import { walk } from './walk.ts';

/** Goes to another campaign of those that are shown. */
export const move = (where: Parameters<typeof walk>[1]) => (): void => {
  const within = document.querySelector('[data-campaigns]');
  if (within) walk(within, where);
};

export const search = (): void => {
  document.querySelector<HTMLElement>('main input[type=search]')?.focus();
};

/** The keys of the home screen. */
export const useHomeKeys = (cards: WaitingCard[], create: () => void, cannotCreate: string | undefined): void => {
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
};
