import { z } from 'zod';

/** Client- or server-made identifier: URL-safe, at most 64 characters, so it can stand in a room name. */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
  // Ids are keys of plain objects: "constructor" would be found in every one of them.
  .refine((id) => !(id in Object.prototype), 'This cannot be an id.');
export type Id = z.infer<typeof Id>;

/** An instant, ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const Instant = z.iso.datetime({ precision: 3 });
/** A wall-clock time without zone, `2027-01-11T09:00`; its zone always travels beside it. */
export const LocalTime = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/);
export const LocalDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
/** An IANA zone name such as `Europe/London`. Whether the zone exists is judged where a clock is at hand. */
export const TimeZone = z
  .string()
  .regex(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/)
  .max(64);
/** SHA-256 in lower-case hex. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/);
export type Digest = z.infer<typeof Digest>;

/** A short label a person typed: trimmed, one line, no control characters. */
export const Name = z
  .string()
  .trim()
  .min(1, 'Give it a name.')
  .max(120, 'A name has at most 120 characters.')
  .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, 'A name is one line of text.');
/** Free text of a comment, note or reason; kept beside the event, never in it. */
export const FreeText = z.string().trim().min(1, 'Write something first.').max(10_000, 'At most 10,000 characters.');
