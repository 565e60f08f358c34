import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepSchedules } from './schedules.ts';

const NOON = Date.UTC(2027, 4, 12, 12);
beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

/** When schedules are looked at, in seconds after noon, while looking at them goes like this. */
const looks = (look: () => number | null): number[] => {
  const times: number[] = [];
  const runSchedules = (): number | null => {
    times.push((Date.now() - NOON) / 1_000);
    return look();
  };
  const stop = keepSchedules(
    { id: 'w', runSchedules, listen: () => () => undefined },
    { log: () => undefined, clock: Date.now },
  );
  vi.advanceTimersByTime(200_000);
  stop();
  return times;
};

it('looks when the next is due, and once a minute', () => {
  let due: number | null = NOON + 30_000;
  const look = () => (due !== null && due > Date.now() ? due : (due = null));
  expect(looks(look)).toEqual([0, 30, 90, 150]);
});

it('looks again soon after the disk refused one, then ever later', () => {
  expect(looks(() => NOON)).toEqual([0, 2, 6, 14, 30, 62, 122, 182]);
});

it('begins anew once one was kept', () => {
  let tries = 0;
  const look = () => {
    tries += 1;
    if (tries === 1 || tries === 3) throw new Error('database is locked');
    return null;
  };
  expect(looks(look)).toEqual([0, 2, 62, 64, 124, 184]);
});
