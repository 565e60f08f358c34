import type { Facts } from '../campaign/facts.ts';
import type { Context } from './context.ts';

const MINUTE = 60_000;

/**
 * How far an instant lies outside a launch window, in ms: below zero before it opens, above zero after it has closed, zero inside it. A
 * local time that its zone does not know bounds nothing.
 */
export const outsideWindow = (
  { opens, closes, timeZone }: NonNullable<Facts['window']>,
  at: string,
  instantOf: Context['instantOf'],
): number => {
  const [first, last] = [opens, closes].map((local) => {
    const found = instantOf(local, timeZone);
    return 'instant' in found ? Date.parse(found.instant) : null;
  });
  const goes = Date.parse(at);
  if (first != null && goes < first) return goes - first;
  // The last minute counts whole: nobody writes seconds.
  if (last != null && goes >= last + MINUTE) return goes - last;
  return 0;
};
