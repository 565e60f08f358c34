import type { Role } from '../../domain/people/member.ts';

/** Dates, counts and money as people read them. The language is the page's; times are the laptop's own unless a zone is given. */
const language = (): string => (typeof document === 'undefined' ? 'en-GB' : document.documentElement.lang || 'en-GB');

const made = new Map<string, Intl.DateTimeFormat>();
const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = language() + JSON.stringify(options);
  let format = made.get(key);
  if (!format) made.set(key, (format = new Intl.DateTimeFormat(language(), options)));
  return format;
};
const sameYear = (one: Date, other: Date): boolean => one.getFullYear() === other.getFullYear();

/** `14:06` */
export const time = (at: string | Date): string =>
  dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
/** `11 May`, with the year where it is another one. */
export const day = (at: string | Date, now = new Date()): string => {
  const date = new Date(at);
  return dates({ day: 'numeric', month: 'short', ...(sameYear(date, now) ? {} : { year: 'numeric' }) }).format(date);
};
/** `11 May, 14:06` */
export const dayTime = (at: string | Date, now = new Date()): string => `${day(at, now)}, ${time(at)}`;
/** `Mon 11 May, 14:20` */
export const weekdayTime = (at: string | Date): string =>
  `${dates({ weekday: 'short' }).format(new Date(at))} ${dayTime(at)}`;

/** A wall-clock time without zone (`2027-05-12T09:00`) as it was written, never moved to the laptop's zone: `12 May, 09:00`. */
export const localTime = (local: string, now = new Date()): string => `${localDay(local, now)}, ${local.slice(11, 16)}`;
/** `2027-05-12` or `2027-05-12T09:00` -> `12 May` */
export const localDay = (local: string, now = new Date()): string => {
  const date = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  const year = date.getUTCFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return dates({ day: 'numeric', month: 'short', timeZone: 'UTC', ...year }).format(date);
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How long ago, in the shortest words that are still right: `now`, `14 min`, `3 h`, `Fri`, `11 May`. */
export const ago = (at: string | Date, now = new Date()): string => {
  const date = new Date(at);
  const past = now.getTime() - date.getTime();
  if (past < MINUTE) return 'now';
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  if (past < 12 * HOUR || (past < DAY && date.getDate() === now.getDate())) return `${Math.floor(past / HOUR)} h`;
  if (past < 6 * DAY) return dates({ weekday: 'short' }).format(date);
  return day(date, now);
};

/** The same inside a sentence: `just now`, `14 min ago`, `on Fri`, `on 11 May`. */
export const since = (at: string | Date, now = new Date()): string => {
  const words = ago(at, now);
  if (words === 'now') return 'just now';
  return /\d (?:min|h)$/.test(words) ? `${words} ago` : `on ${words}`;
};

/** `1,240` */
export const number = (value: number): string => new Intl.NumberFormat(language()).format(value);
/** `1 word`, `50 words`, `no words`. The plural is the singular with an s unless it is given. */
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${value === 0 ? 'no' : number(value)} ${value === 1 ? one : many}`;
/** Money from minor units: `money(950000, 'GBP')` is `£9,500`; a part of a unit shows its decimals. */
export const money = (minor: number, currency: string): string => {
  try {
    const digits =
      new Intl.NumberFormat(language(), { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    const value = minor / 10 ** digits;
    const fraction = Number.isInteger(value) ? 0 : digits;
    return new Intl.NumberFormat(language(), {
      style: 'currency',
      currency,
      minimumFractionDigits: fraction,
      maximumFractionDigits: digits,
    }).format(value);
  } catch {
    return `${number(minor / 100)} ${currency}`;
  }
};
/** `2.5 %` */
export const percent = (value: number): string => `${number(value)} %`;
/** A digest as people compare it: `91c2 7e04 b3d8 … 6daf` */
export const shortDigest = (digest: string): string =>
  `${digest.slice(0, 4)} ${digest.slice(4, 8)} ${digest.slice(8, 12)} … ${digest.slice(-4)}`;
/** `Mia`, `Mia and Sam`, `Mia, Sam and Lena` */
export const listed = (words: string[]): string =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(words);

/** `Mia Okafor` -> `MO`; `Lena` -> `L`. Whole characters, so an accent or an emoji stays one. */
export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = (word: string | undefined): string => {
    if (!word) return '';
    for (const { segment } of new Intl.Segmenter().segment(word)) return segment.toLocaleUpperCase();
    return '';
  };
  return first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '');
};
/** `Mia Okafor` -> `Mia` */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
export const roleWord = (role: Role): string => (role === 'sales-lead' ? 'sales lead' : role);
