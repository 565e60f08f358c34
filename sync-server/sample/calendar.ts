import { instantOf } from '../../domain/instant.ts';

const ZONE = 'Europe/London';
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Moves the story by whole weeks, so that it ends within the last week and what it plans lies ahead. */
export type Calendar = {
  /** The instant of a recorded time, ISO 8601 UTC with milliseconds. */
  instant: (recorded: string) => string;
  /** A wall-clock time (`2027-01-11T09:00`) or a date, moved by the same weeks. */
  local: (planned: string) => string;
};

/** `now` in ms since 1970. An hour of slack lets clocks change between the story's season and ours. */
export const calendar = (asOf: string, now: number): Calendar => {
  const weeks = Math.floor((now - Date.parse(asOf) - HOUR) / WEEK);
  const local = (planned: string): string => {
    const [date, time] = planned.split('T');
    const moved = new Date(Date.parse(`${date}T00:00:00Z`) + weeks * WEEK).toISOString().slice(0, 10);
    return time === undefined ? moved : `${moved}T${time}`;
  };
  return {
    local,
    instant: (recorded) => {
      const found = instantOf(local(recorded.slice(0, 16)), ZONE);
      if ('none' in found) throw new Error(`the story has no time ${recorded}`);
      return found.instant;
    },
  };
};
