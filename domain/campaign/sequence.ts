import * as Y from 'yjs';
import { BLOCK_START } from '../text/block.ts';
import { keyBetween, keysFor } from './order.ts';
import { briefParts, STEPS, variantTexts } from './rooms.ts';
import type { BriefPart, Channel, TextId, VariantText } from './rooms.ts';
import { isMapId, stepValues, variantValues } from './values.ts';
import type { ValueRule } from './values.ts';

export type Variant = {
  id: string;
  name: string;
  order: string;
  /** Percent of the step's contacts who get this wording. */
  share: number;
  removed: boolean;
} & Record<VariantText, Y.Text>;
export type Step = {
  id: string;
  channel: Channel;
  /** Day of the sequence; day 1 is the launch's. */
  day: number;
  name: string;
  goal: string;
  order: string;
  removed: boolean;
  variants: Variant[];
};

type StepChange = Partial<Pick<Step, 'channel' | 'day' | 'name' | 'goal'>>;
type VariantChange = Partial<Pick<Variant, 'name' | 'share'>>;
/** Ids are the caller's: nothing here is random. */
export type NewStep = { id: string; channel: Channel; day: number; name: string; goal?: string };
export type NewVariant = { id: string; name: string; share?: number };

const isMap = (value: unknown): value is Y.Map<unknown> => value instanceof Y.Map;
const stepsOf = (copy: Y.Doc): Y.Map<unknown> => copy.getMap(STEPS);
const read = <T>(map: Y.Map<unknown>, key: string, rule: ValueRule<T>): T => {
  const value = map.get(key);
  return rule.holds(value) ? value : rule.otherwise;
};
/** Two people who add at the same place make the same key: the id then decides, the same on every replica. */
const inOrder = (a: { id: string; order: string }, b: { id: string; order: string }): number =>
  a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1;

/**
 * The whole sequence in order, removed steps and variants included and flagged. A value of the wrong type reads as its
 * default; a variant without its texts is left out. Reading writes nothing.
 */
export const readSteps = (copy: Y.Doc): Step[] => {
  const steps: Step[] = [];
  for (const [id, map] of stepsOf(copy)) if (isMap(map) && isMapId(id)) steps.push(readStep(id, map));
  return steps.sort(inOrder);
};

const readStep = (id: string, map: Y.Map<unknown>): Step => {
  const variants: Variant[] = [];
  const held = map.get('variants');
  if (isMap(held))
    for (const [variantId, variant] of held) {
      const found = isMap(variant) && isMapId(variantId) ? readVariant(variantId, variant) : null;
      if (found) variants.push(found);
    }
  return {
    id,
    channel: read(map, 'channel', stepValues.channel),
    day: read(map, 'day', stepValues.day),
    name: read(map, 'name', stepValues.name),
    goal: read(map, 'goal', stepValues.goal),
    order: read(map, 'order', stepValues.order),
    removed: read(map, 'removed', stepValues.removed),
    variants: variants.sort(inOrder),
  };
};

const readVariant = (id: string, map: Y.Map<unknown>): Variant | null => {
  const [subject, preheader, body] = variantTexts.map((key) => map.get(key));
  if (!(subject instanceof Y.Text && preheader instanceof Y.Text && body instanceof Y.Text)) return null;
  return {
    id,
    name: read(map, 'name', variantValues.name),
    order: read(map, 'order', variantValues.order),
    share: read(map, 'share', variantValues.share),
    removed: read(map, 'removed', variantValues.removed),
    subject,
    preheader,
    body,
  };
};

/** The text of this name in a brief or copy document; null where there is none, removed ones included. */
export const textOf = (doc: Y.Doc, textId: TextId): Y.Text | null => {
  const [place, first, variantId, text] = textId.split('/');
  if (place === 'brief') return briefParts.includes(first as BriefPart) ? doc.getText(first) : null;
  const variant = first && variantId && text ? variantMap(doc, first, variantId) : null;
  const found = variant?.get(text!);
  return found instanceof Y.Text ? found : null;
};

const stepMap = (copy: Y.Doc, stepId: string): Y.Map<unknown> | null => {
  const map = stepsOf(copy).get(stepId);
  return isMap(map) ? map : null;
};
const variantsMap = (copy: Y.Doc, stepId: string): Y.Map<unknown> | null => {
  const map = stepMap(copy, stepId)?.get('variants');
  return isMap(map) ? map : null;
};
const variantMap = (copy: Y.Doc, stepId: string, variantId: string): Y.Map<unknown> | null => {
  const map = variantsMap(copy, stepId)?.get(variantId);
  return isMap(map) ? map : null;
};

/**
 * Adds a step without variants after all others, or before the step named. False where the id is taken or a value is out of
 * bounds; nothing is written then.
 */
export const addStep = (copy: Y.Doc, step: NewStep, before: string | null = null, origin: unknown = null): boolean => {
  const values = { channel: step.channel, day: step.day, name: step.name, goal: step.goal ?? '' };
  if (!isMapId(step.id) || stepsOf(copy).has(step.id) || !allHold(stepValues, values)) return false;
  copy.transact(() => {
    const map = new Y.Map<unknown>();
    const order = orderBefore(stepsOf(copy), readSteps(copy), before);
    for (const [key, value] of Object.entries({ ...values, order, removed: false })) map.set(key, value);
    map.set('variants', new Y.Map());
    stepsOf(copy).set(step.id, map);
  }, origin);
  return true;
};

/** Adds a variant with an empty first paragraph as its body. False where the step is unknown, the id taken or a value out of bounds. */
export const addVariant = (copy: Y.Doc, stepId: string, variant: NewVariant, origin: unknown = null): boolean => {
  const held = variantsMap(copy, stepId);
  const values = { name: variant.name, share: variant.share ?? 100 };
  if (!held || !isMapId(variant.id) || held.has(variant.id) || !allHold(variantValues, values)) return false;
  copy.transact(() => {
    const step = readSteps(copy).find(({ id }) => id === stepId);
    const map = new Y.Map<unknown>();
    const order = orderBefore(held, step?.variants ?? [], null);
    for (const [key, value] of Object.entries({ ...values, order, removed: false })) map.set(key, value);
    const body = new Y.Text();
    body.insert(0, BLOCK_START, { kind: 'paragraph' });
    map.set('subject', new Y.Text());
    map.set('preheader', new Y.Text());
    map.set('body', body);
    held.set(variant.id, map);
  }, origin);
  return true;
};

/** Puts a step before another, or last. False where either is unknown. */
export const moveStep = (copy: Y.Doc, stepId: string, before: string | null, origin: unknown = null): boolean =>
  move(copy, stepsOf(copy), readSteps(copy), stepId, before, origin);
export const moveVariant = (
  copy: Y.Doc,
  stepId: string,
  variantId: string,
  before: string | null,
  origin: unknown = null,
): boolean => {
  const held = variantsMap(copy, stepId);
  const variants = readSteps(copy).find(({ id }) => id === stepId)?.variants ?? [];
  return held !== null && move(copy, held, variants, variantId, before, origin);
};

/** Changes a step's own data. False where the step is unknown or a value is out of bounds; nothing is written then. */
export const setStep = (copy: Y.Doc, stepId: string, change: StepChange, origin: unknown = null): boolean =>
  setValues(copy, stepMap(copy, stepId), stepValues, change, origin);
export const setVariant = (
  copy: Y.Doc,
  stepId: string,
  variantId: string,
  change: VariantChange,
  origin: unknown = null,
): boolean => setValues(copy, variantMap(copy, stepId, variantId), variantValues, change, origin);

/** Hides a step and keeps its texts, so that words which somebody types into it offline survive. */
export const removeStep = (copy: Y.Doc, stepId: string, origin: unknown = null): boolean =>
  setValues(copy, stepMap(copy, stepId), stepValues, { removed: true }, origin);
export const restoreStep = (copy: Y.Doc, stepId: string, origin: unknown = null): boolean =>
  setValues(copy, stepMap(copy, stepId), stepValues, { removed: false }, origin);
export const removeVariant = (copy: Y.Doc, stepId: string, variantId: string, origin: unknown = null): boolean =>
  setValues(copy, variantMap(copy, stepId, variantId), variantValues, { removed: true }, origin);
export const restoreVariant = (copy: Y.Doc, stepId: string, variantId: string, origin: unknown = null): boolean =>
  setValues(copy, variantMap(copy, stepId, variantId), variantValues, { removed: false }, origin);

type Rules = Record<string, ValueRule<unknown>>;

const allHold = (rules: Rules, change: object): boolean =>
  Object.entries(change).every(([key, value]) => Object.hasOwn(rules, key) && rules[key]!.holds(value));

/** A value that stands already is not written again: an idle write would beat another person's real one. */
const setValues = (copy: Y.Doc, map: Y.Map<unknown> | null, rules: Rules, change: object, origin: unknown): boolean => {
  if (!map || !allHold(rules, change)) return false;
  copy.transact(() => {
    for (const [key, value] of Object.entries(change)) if (map.get(key) !== value) map.set(key, value);
  }, origin);
  return true;
};

type Placed = { id: string; order: string };

const move = (
  copy: Y.Doc,
  held: Y.Map<unknown>,
  sorted: Placed[],
  id: string,
  before: string | null,
  origin: unknown,
): boolean => {
  if (id === before || ![id, before ?? id].every((known) => sorted.some((one) => one.id === known))) return false;
  const others = sorted.filter((one) => one.id !== id);
  const target = before === null ? others.length : others.findIndex((one) => one.id === before);
  if (sorted.findIndex((one) => one.id === id) === target) return true;
  copy.transact(() => {
    const order = orderBefore(held, others, before);
    const map = held.get(id);
    if (isMap(map)) map.set('order', order);
  }, origin);
  return true;
};

/** The key for a place among sorted ones. Where their keys leave none (two of them are equal), all are numbered anew. */
const orderBefore = (held: Y.Map<unknown>, sorted: Placed[], before: string | null): string => {
  const found = before === null ? -1 : sorted.findIndex(({ id }) => id === before);
  const at = found < 0 ? sorted.length : found;
  const key = keyBetween(sorted[at - 1]?.order ?? null, sorted[at]?.order ?? null);
  if (key !== null) return key;
  const keys = keysFor(sorted.length + 1);
  const fresh = keys.splice(at, 1)[0]!;
  sorted.forEach(({ id }, index) => {
    const map = held.get(id);
    if (isMap(map)) map.set('order', keys[index]);
  });
  return fresh;
};
