import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addStep,
  addVariant,
  moveStep,
  moveVariant,
  readSteps,
  removeStep,
  removeVariant,
  restoreStep,
  restoreVariant,
  setStep,
  setVariant,
  textOf,
} from './sequence.ts';

const ids = (copy: Y.Doc): string[] => readSteps(copy).map(({ id }) => id);
const withSteps = (...names: string[]): Y.Doc => {
  const copy = new Y.Doc();
  for (const name of names) addStep(copy, { id: name, channel: 'email', day: 0, name });
  return copy;
};
const merge = (a: Y.Doc, b: Y.Doc): void => {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
};
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

describe('the sequence', () => {
  it('adds, orders, changes, removes and restores steps', () => {
    const copy = withSteps('a', 'b', 'c');
    expect(addStep(copy, { id: 'd', channel: 'call', day: 3, name: 'Call' }, 'b')).toBe(true);
    expect(ids(copy)).toEqual(['a', 'd', 'b', 'c']);
    expect(moveStep(copy, 'a', null)).toBe(true);
    expect(moveStep(copy, 'c', 'd')).toBe(true);
    expect(ids(copy)).toEqual(['c', 'd', 'b', 'a']);
    expect(setStep(copy, 'd', { day: 5, goal: 'Book a visit' })).toBe(true);
    expect(removeStep(copy, 'd')).toBe(true);
    expect(readSteps(copy)[1]).toMatchObject({ channel: 'call', day: 5, goal: 'Book a visit', removed: true });
    expect(restoreStep(copy, 'd')).toBe(true);
    expect(readSteps(copy)[1]!.removed).toBe(false);
  });

  it('adds, orders, changes, removes and restores variants', () => {
    const copy = withSteps('a');
    expect(addVariant(copy, 'a', { id: 'v1', name: 'A', share: 50 })).toBe(true);
    expect(addVariant(copy, 'a', { id: 'v2', name: 'B', share: 50 })).toBe(true);
    expect(moveVariant(copy, 'a', 'v2', 'v1')).toBe(true);
    expect(setVariant(copy, 'a', 'v1', { share: 30 })).toBe(true);
    expect(removeVariant(copy, 'a', 'v2')).toBe(true);
    const variants = readSteps(copy)[0]!.variants;
    expect(variants.map(({ id, share, removed }) => [id, share, removed])).toEqual([
      ['v2', 50, true],
      ['v1', 30, false],
    ]);
    expect(restoreVariant(copy, 'a', 'v2')).toBe(true);
    expect(textOf(copy, 'step/a/v1/body')).toBe(variants[1]!.body);
    expect(textOf(copy, 'step/a/v3/body')).toBeNull();
    expect(textOf(copy, 'step/__proto__/v1/body')).toBeNull();
    expect(textOf(copy, 'brief/toString' as 'brief/offer')).toBeNull();
  });

  it('writes nothing where something is unknown, taken or out of bounds, or stands already', () => {
    const copy = withSteps('a');
    addVariant(copy, 'a', { id: 'v', name: 'A' });
    let updates = 0;
    copy.on('update', () => (updates += 1));
    expect(addStep(copy, { id: 'a', channel: 'email', day: 0, name: 'again' })).toBe(false);
    expect(addStep(copy, { id: '__proto__', channel: 'email', day: 0, name: 'x' })).toBe(false);
    expect(addStep(copy, { id: 'b', channel: 'email', day: -1, name: 'x' })).toBe(false);
    expect(addVariant(copy, 'a', { id: 'v', name: 'again' })).toBe(false);
    expect(addVariant(copy, 'x', { id: 'v', name: 'A' })).toBe(false);
    expect(setStep(copy, 'a', { day: 1.5 })).toBe(false);
    expect(setStep(copy, 'a', { toString: 1 } as object)).toBe(false);
    expect(setVariant(copy, 'a', 'v', { share: 101 })).toBe(false);
    expect(moveStep(copy, 'a', 'x')).toBe(false);
    expect(removeStep(copy, 'x')).toBe(false);
    expect(setStep(copy, 'a', { name: 'a', day: 0 })).toBe(true);
    expect(restoreStep(copy, 'a')).toBe(true);
    expect(moveStep(copy, 'a', null)).toBe(true);
    readSteps(copy);
    expect(updates).toBe(0);
  });

  it('keeps words typed offline into a step that was removed', () => {
    const mia = withSteps('a');
    addVariant(mia, 'a', { id: 'v', name: 'A' });
    const sam = copyOf(mia);
    removeStep(mia, 'a');
    textOf(sam, 'step/a/v/subject')!.insert(0, 'Hello');
    merge(mia, sam);
    expect(readSteps(mia)[0]).toMatchObject({ removed: true });
    expect(textOf(mia, 'step/a/v/subject')!.toJSON()).toBe('Hello');
  });

  it('sorts two steps that got the same key offline the same way everywhere, and still finds room between them', () => {
    const mia = withSteps('a', 'z');
    const sam = copyOf(mia);
    addStep(mia, { id: 'm', channel: 'email', day: 0, name: 'm' }, 'z');
    addStep(sam, { id: 's', channel: 'email', day: 0, name: 's' }, 'z');
    merge(mia, sam);
    expect(ids(mia)).toEqual(['a', 'm', 's', 'z']);
    expect(ids(sam)).toEqual(ids(mia));
    addStep(mia, { id: 'n', channel: 'email', day: 0, name: 'n' }, 's');
    expect(ids(mia)).toEqual(['a', 'm', 'n', 's', 'z']);
  });

  it('reads values of the wrong type as defaults and leaves out what has no texts', () => {
    const copy = withSteps('a');
    addVariant(copy, 'a', { id: 'v', name: 'A' });
    const steps = copy.getMap<unknown>('steps');
    const step = steps.get('a') as Y.Map<unknown>;
    for (const [key, value] of Object.entries({ channel: 'fax', day: '2', name: 7, order: null, removed: 'yes' }))
      step.set(key, value);
    (step.get('variants') as Y.Map<unknown>).set('w', new Y.Map());
    steps.set('b', 'not a step');
    steps.set('constructor', new Y.Map());
    const read = readSteps(copy);
    expect(read).toHaveLength(1);
    expect(read[0]).toMatchObject({ id: 'a', channel: 'other', day: 0, name: '', order: '', removed: false });
    expect(read[0]!.variants.map(({ id }) => id)).toEqual(['v']);
  });
});
