import type { Command } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { blockType, formatsOf } from '../../renderer/editor/schema.ts';
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

/** A split as most editors do it: the rest of the block is taken out and put in again. */
const copyingSplit: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const rest = $from.parent.content.cut($from.parentOffset);
  const tr = state.tr.delete($from.pos, $from.end());
  dispatch?.(tr.insert(tr.mapping.map($from.after()), blockType.create(formatsOf($from.parent), rest)));
  return true;
};

it('the fuzz finds an editor that copies', () => {
  const copying = { ...ourKit, gestures: { ...ourKit.gestures, split: copyingSplit } };
  expect(runMixed(copying, 'unique', 300).doubled).toBeGreaterThan(0);
  expect(runMixed(copying, 'common', 300).doubled).toBeGreaterThan(0);
});
