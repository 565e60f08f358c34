import { useEffect, useId, useSyncExternalStore } from 'react';

/** A key that works while the component that lists it is mounted and that the palette has no line for. */
export type ListedKey = { title: string; kbd: string; group: string };

let listed: ReadonlyMap<string, readonly ListedKey[]> = new Map();
let flat: readonly ListedKey[] = [];
const listeners = new Set<() => void>();

const put = (owner: string, keys: readonly ListedKey[] | null): void => {
  const next = new Map(listed);
  if (keys) next.set(owner, keys);
  else next.delete(owner);
  listed = next;
  flat = [...next.values()].flat();
  for (const listener of listeners) listener();
};

/** Shows keys in the list of shortcuts. The list is the same one at each render; its screen binds the keys. */
export const useListedKeys = (keys: readonly ListedKey[]): void => {
  const owner = useId();
  useEffect(() => {
    put(owner, keys);
    return () => {
      put(owner, null);
    };
  }, [owner, keys]);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useAllListedKeys = (): readonly ListedKey[] => useSyncExternalStore(subscribe, () => flat);
