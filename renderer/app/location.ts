import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) window.addEventListener('hashchange', tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', tell);
  };
};
const read = (): string => `/${window.location.hash.replace(/^#?\/?/, '')}`;

/** Goes to a place inside the app. `replace`: Back does not come here again. */
export const navigate = (path: string, { replace = false } = {}): void => {
  window.history[replace ? 'replaceState' : 'pushState'](null, '', `#${path}`);
  tell();
};

/** Where the page is inside the app, as `/campaign/c1/brief`: its hash, whoever changed it. */
export const useLocation = (): string => useSyncExternalStore(subscribe, read);
