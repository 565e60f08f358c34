import { describe, expect, it } from 'vitest';
import { ourKit } from './our-kit.ts';
import { newSum, runMixed, runPairs, type Form } from './trial.ts';

const clean = { ...newSum(), trials: expect.any(Number) as number };

describe.each<Form>(['unique', 'common'])('two offline editors with %s words, merged', (form) => {
  it('lose and double nothing, whatever pair of operations they did', () => {
    expect(runPairs(ourKit, form, 40)).toEqual(clean);
  });
  it('lose and double nothing in mixed work', () => {
    expect(runMixed(ourKit, form, 1000)).toEqual(clean);
  });
});
