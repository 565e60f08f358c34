import type { PartDiff, ValueDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';

/**
 * The values of a step or a variant that a reader is told, where all of it is new to them: nothing that is empty, nor name and share of the
 * only variant, which say nothing. A step's channel, day and name are one line of their own.
 */
export const shownValues = ({ part, values }: PartDiff, after: Frozen): readonly ValueDiff[] => {
  const filled = values.filter(({ after: is }) => is !== undefined && is !== '');
  const [, step, variant] = part.split('/');
  if (variant === undefined) return filled.filter(({ name }) => !stepLine.includes(name));
  const isOnly = after.ids.find(({ id }) => id === step)?.variants.length === 1;
  return isOnly ? filled.filter(({ name }) => name !== 'name' && name !== 'share') : filled;
};
const stepLine = ['channel', 'day', 'name'];

/** `E-mail on day 1: First e-mail`. Null for what is no step. */
export const stepInWords = ({ part, values }: PartDiff, channelIn: (value: unknown) => string): string | null => {
  if (!/^step\/[^/]+$/.test(part)) return null;
  const of = (name: string): unknown => values.find((each) => each.name === name)?.after;
  const name = of('name');
  return `${channelIn(of('channel'))} on day ${String(of('day'))}${typeof name === 'string' && name !== '' ? `: ${name}` : ''}`;
};
