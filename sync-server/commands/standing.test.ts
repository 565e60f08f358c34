import { afterEach, expect, it, vi } from 'vitest';
import { emptyWorkspace } from '../../domain/evolve.ts';
import type { Member } from '../../domain/people/member.ts';
import { watchEnds } from './standing.ts';

afterEach(() => vi.useRealTimers());

const guest = (id: string, until: string): Member => ({
  id,
  name: id,
  role: 'viewer',
  admin: false,
  suspended: false,
  guest: { campaign: 'c', until },
});

it('looks again at the very moment a guest’s time or a session is over, however far off it was, and for guests who came later', () => {
  vi.useFakeTimers({ now: Date.parse('2027-05-11T12:00:00.000Z') });
  let state = emptyWorkspace('w');
  let heard = (): void => undefined;
  const ends: string[] = [];
  const looks: string[] = [];
  const stop = watchEnds(
    {
      state: () => state,
      store: { nextSessionEnd: (now) => ends.filter((end) => end > now).sort()[0] ?? null },
      lookAgain: () => void looks.push(new Date().toISOString()),
      listen: (listener) => {
        heard = listener;
        return () => undefined;
      },
    },
    Date.now,
  );
  vi.advanceTimersByTime(3_600_000);
  expect(looks).toEqual([]);
  state = {
    ...state,
    members: { gwen: guest('gwen', '2027-05-11T13:10:00.000Z'), finn: guest('finn', '2027-06-30T00:00:00.500Z') },
  };
  heard();
  vi.advanceTimersByTime(10 * 60_000);
  expect(looks).toContain('2027-05-11T13:10:00.000Z');
  vi.advanceTimersByTime(60 * 86_400_000);
  expect(looks).toContain('2027-06-30T00:00:00.500Z');
  const then = looks.length;
  vi.advanceTimersByTime(86_400_000);
  expect(looks).toHaveLength(then);
  // One that was begun unheard, and one that is over while the timer waits for the other.
  ends.push('2027-09-01T00:00:00.007Z', '2027-09-01T00:00:20.000Z');
  vi.advanceTimersByTime(60 * 86_400_000);
  expect(looks.slice(then)).toEqual(ends);
  stop();
});

it('goes on looking after a disk that did not answer', () => {
  vi.useFakeTimers({ now: Date.parse('2027-05-11T12:00:00.000Z') });
  let answers = false;
  let looks = 0;
  const end = '2027-05-11T12:03:00.000Z';
  const stop = watchEnds(
    {
      state: () => emptyWorkspace('w'),
      store: {
        nextSessionEnd: (now) => {
          if (!answers) throw new Error('the disk does not answer');
          return now < end ? end : null;
        },
      },
      lookAgain: () => void (looks += 1),
      listen: () => () => undefined,
    },
    Date.now,
  );
  vi.advanceTimersByTime(60_000);
  answers = true;
  vi.advanceTimersByTime(60_000);
  looks = 0;
  vi.advanceTimersByTime(60_000);
  expect(looks).toBe(1);
  stop();
});
