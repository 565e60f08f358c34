import { MAX_INDENT } from '../text/block.ts';

const oneOf =
  (...values: unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);

const isLink = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  Object.hasOwn(value, 'href') &&
  typeof (value as { href: unknown }).href === 'string' &&
  (value as { href: string }).href.length <= 2048;

/**
 * Every format a text may carry, with what its value may be (null takes a format away). A format that is not here comes from a
 * newer version, or from nobody honest. Whether a link leads somewhere allowed is a check of the gate.
 */
export const formatRules: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['kind', oneOf('paragraph', 'heading', 'item', 'quote')],
  ['level', oneOf(1, 2, 3)],
  ['list', oneOf('bullet', 'number')],
  [
    'indent',
    (value: unknown) =>
      typeof value === 'number' &&
      Number.isInteger(value) &&
      value >= 0 &&
      value <= MAX_INDENT &&
      !Object.is(value, -0),
  ],
  ['bold', oneOf(true)],
  ['italic', oneOf(true)],
  ['link', isLink],
]);
