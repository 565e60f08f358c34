import { expect, it } from 'vitest';
import { diceOf } from './dice.ts';
import { forms, fuzz, type FuzzSum } from './hostile.ts';

const MUTATIONS = Number(process.env['COUNTERSIGN_FUZZ'] || 100_000);
/** The bare decoder and the bare judgement get as many each, beside this. */
const EACH = Math.ceil(MUTATIONS / 10);

it.each(forms)('%s gone wrong change nothing in a room where they are refused, and nothing in another', (form) => {
  const { refused, taken, noEffect, slowest: _, ...sum } = fuzz(form, EACH, diceOf(5));
  expect(sum).toEqual({
    mutations: EACH,
    thrown: [],
    changedAfterRefusal: 0,
    acknowledgedRefusals: 0,
    badRoundTrips: 0,
    otherRooms: 0,
    falseNames: 0,
  } satisfies Partial<FuzzSum>);
  // All of it was reached.
  expect([...refused.keys()].length).toBeGreaterThan(8);
  expect(taken).toBeGreaterThan(EACH / 100);
  expect(noEffect).toBeGreaterThan(0);
});
