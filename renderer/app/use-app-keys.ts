import { setPaletteOpen, setShortcutsOpen } from './interface.ts';
import { useKeys } from './keys.ts';

/** Keys that work on every screen of a workspace. */
export const useAppKeys = (): void => {
  useKeys({
    'Mod+K': () => {
      setPaletteOpen(true);
    },
    '?': () => {
      setShortcutsOpen(true);
    },
  });
};
