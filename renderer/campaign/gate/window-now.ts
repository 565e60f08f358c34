import type { Facts } from '../../../domain/campaign/facts.ts';

type Window = NonNullable<Facts['window']>;

/** The wall clock of a zone at a moment, as facts write it: `2027-05-12T09:00`. */
export const wallClock = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');

/** Where a local time of the window's own zone lies. */
export const asToWindow = ({ opens, closes }: Window, local: string): 'before' | 'in' | 'after' =>
  local < opens ? 'before' : local > closes ? 'after' : 'in';
