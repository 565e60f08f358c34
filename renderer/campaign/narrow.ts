import { useCallback, useSyncExternalStore } from 'react';

/** Below this the side panel is a drawer over the desk. */
const DRAWER = '(max-width: 1000px)';
/** Below this name, stage and draft stand in a row of their own under the bar. */
const SLIM = '(max-width: 760px)';

const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    useCallback(
      (listener: () => void) => {
        const media = window.matchMedia(query);
        media.addEventListener('change', listener);
        return () => {
          media.removeEventListener('change', listener);
        };
      },
      [query],
    ),
    () => window.matchMedia(query).matches,
  );
export const useNarrow = (): boolean => useMedia(DRAWER);
export const useSlim = (): boolean => useMedia(SLIM);
/** Whether the side panel covers the desk now. */
export const isDrawer = (): boolean => window.matchMedia(DRAWER).matches;
