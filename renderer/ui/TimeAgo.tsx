import { useSyncExternalStore } from 'react';
import { ago, dayTime } from './format.ts';

const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | null = null;
let minute = Math.floor(Date.now() / 60_000);

/** One clock for the whole page; it stands still while nobody looks at it. */
const onMinute = (listener: () => void): (() => void) => {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    const now = Math.floor(Date.now() / 60_000);
    if (now === minute) return;
    minute = now;
    for (const each of listeners) each();
  }, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && ticker !== null) {
      clearInterval(ticker);
      ticker = null;
    }
  };
};

/** Minutes since 1970, drawing its component anew as each begins. */
export const useMinute = (): number => useSyncExternalStore(onMinute, () => Math.floor(Date.now() / 60_000));

export const TimeAgo = ({ at }: { at: string }) => {
  useMinute();
  return (
    <time dateTime={at} title={dayTime(at)}>
      {ago(at)}
    </time>
  );
};
