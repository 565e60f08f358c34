import { useSyncExternalStore } from 'react';

/** Below this the side panel is a drawer. */
const query = '(max-width: 1000px)';
const subscribe = (listener: () => void): (() => void) => {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => {
    media.removeEventListener('change', listener);
  };
};
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
