import { Id } from '../id.ts';
import { isOrderKey } from './order.ts';
import { channels } from './rooms.ts';
import type { Channel } from './rooms.ts';

/** What one key of a `Y.Map` may hold, and what a reader takes instead of anything else. */
export type ValueRule<T> = { holds: (value: unknown) => value is T; otherwise: T };

const rule = <T>(otherwise: T, holds: (value: unknown) => boolean): ValueRule<T> => ({
  otherwise,
  holds: (value): value is T => holds(value),
});
const wholeNumber = (most: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
const line = (most: number) =>
  rule(
    '',
    (value) => typeof value === 'string' && value.length <= most && !/[\u0000-\u001f\u007f\u2028\u2029]/.test(value),
  );
const flag = rule(false, (value) => typeof value === 'boolean');
const order = rule('', isOrderKey);
const text = (most: number) => rule('', (value) => typeof value === 'string' && value.length <= most);

export const LAST_DAY = 3650;
export const stepValues = {
  channel: rule<Channel>('other', (value) => (channels as readonly unknown[]).includes(value)),
  day: rule(0, wholeNumber(LAST_DAY)),
  name: line(200),
  goal: text(2000),
  order,
  removed: flag,
};
export const variantValues = {
  name: line(200),
  order,
  share: rule(0, (value) => typeof value === 'number' && value >= 0 && value <= 100),
  removed: flag,
};

/** A key that would reach an object's prototype where a `Y.Map` is read as JSON. */
export const isPrototypeKey = (key: string): boolean =>
  key === '__proto__' || key === 'constructor' || key === 'prototype';
/** Whether a key of the map of steps, or of variants, can be an id. */
export const isMapId = (key: string): boolean => !isPrototypeKey(key) && Id.safeParse(key).success;
