import { escapeHtml } from '../text/html.ts';

/** A text somebody wrote, safe in HTML; isolated, so that a character that turns the direction of writing turns nothing around it. */
export const written = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2027-05-11T12:00:00.000Z` or `2027-05-11T09:00` as a person writes it; the zone is the caller's to name. */
export const dayAndTime = (at: string): string => `${dayOf(at)}, ${at.slice(11, 16)}`;
/** The day of the same, or of `2027-05-11`. */
export const dayOf = (at: string): string => {
  const [year = '', month = '', day = ''] = at.slice(0, 10).split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
};
export const instant = (at: string): string =>
  `<time datetime="${escapeHtml(at)}">${escapeHtml(dayAndTime(at))} UTC</time>`;

/** "Mia, Sam and Lena". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
