import type { Facts } from '../../../domain/campaign/facts.ts';
import { outsideWindow as timeOutside } from '../../../domain/gate/outside-window.ts';
import type { ReasonCode } from '../../../domain/gate/refusal.ts';
import { instantOf } from '../../../domain/instant.ts';
import { count } from '../../ui/format.ts';

export type Window = NonNullable<Facts['window']>;

/** The wall clock of a zone at a moment, as facts write it: `2027-05-12T09:00`. */
export const wallClock = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');

/** The moment of a wall-clock time; null where no clock of that zone ever shows it. */
export const momentOf = (local: string, timeZone: string): Date | null => {
  const found = instantOf(local, timeZone);
  return 'instant' in found ? new Date(found.instant) : null;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const lengthWords = (time: number): string => {
  if (time >= DAY) return count(Math.floor(time / DAY), 'day');
  if (time >= HOUR) return count(Math.floor(time / HOUR), 'hour');
  return count(Math.max(1, Math.floor(time / MINUTE)), 'minute');
};

/** How far a moment lies outside a window, `13 days early` or `1 hour late`, whichever zone each is on; null for one inside it. */
export const outsideWindow = (window: Window, at: Date): string | null => {
  const by = timeOutside(window, at.toISOString(), instantOf);
  return by === 0 ? null : `${lengthWords(Math.abs(by))} ${by < 0 ? 'early' : 'late'}`;
};

/** What whoever was shown that and presses all the same says yes to. */
export const seenOutside = (outside: string | null): ReasonCode[] =>
  outside === null ? [] : ['outside the signed window'];
