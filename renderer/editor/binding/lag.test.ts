import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Edit } from './edits.ts';
import { Lag, type DeltaOp } from './lag.ts';

const applyDelta = (text: string, delta: readonly DeltaOp[]): string => {
  let [at, out] = [0, ''];
  for (const op of delta) {
    if (typeof op.insert === 'string') out += op.insert;
    else {
      const length = op.retain ?? op.delete ?? 0;
      if (op.retain !== undefined) out += text.slice(at, at + length);
      at += length;
    }
  }
  return out + text.slice(at);
};
const applyEdit = (text: string, edit: Edit): string => {
  if (edit.kind === 'insert') return text.slice(0, edit.index) + edit.words + text.slice(edit.index);
  return edit.kind === 'delete' ? text.slice(0, edit.index) + text.slice(edit.index + edit.length) : text;
};

type Act = { mine: boolean; inserts: boolean; at: number; length: number };
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({ mine: fc.boolean(), inserts: fc.boolean(), at: fc.nat(40), length: fc.integer({ min: 1, max: 5 }) }),
  { maxLength: 20 },
);

it('writes what is composed at its place among changes that are not shown, and then shows them', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const lag = new Lag();
      let shown = 'the words before anybody did anything';
      let held = shown;
      let written = 0;
      all.forEach(({ mine, inserts, at, length }, k) => {
        const text = mine ? shown : held;
        const index = Math.min(at, text.length);
        const words = (mine ? 'ABCDE' : '12345').slice(0, length) + String.fromCharCode(0x4e00 + k);
        const removed = Math.min(length, text.length - index);
        if (!inserts && removed === 0) return;
        if (mine) {
          const edit: Edit = inserts
            ? { kind: 'insert', index, words, formats: {} }
            : { kind: 'delete', index, length: removed };
          if (inserts) written += 1;
          shown = applyEdit(shown, edit);
          for (const one of lag.through(edit)) held = applyEdit(held, one);
        } else {
          const delta: DeltaOp[] = [{ retain: index }, inserts ? { insert: words } : { delete: removed }];
          held = applyDelta(
            held,
            delta.filter(({ retain }) => retain !== 0),
          );
          lag.missed(delta.filter(({ retain }) => retain !== 0));
        }
        expect(lag.held(lag.shown(held.length))).toBeLessThanOrEqual(held.length);
      });
      expect(applyDelta(shown, lag.catchUp([{ insert: held }]))).toBe(held);
      expect(lag.empty).toBe(true);
      expect(written).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1000 },
  );
});

it('puts what is composed right behind the character it was typed behind', () => {
  const lag = new Lag();
  lag.missed([
    { retain: 3 },
    { insert: 'XX' },
    { retain: 2 },
    { delete: 2 },
    { retain: 1, attributes: { bold: true } },
  ]);
  expect(lag.through({ kind: 'insert', index: 3, words: 'に', formats: {} })).toMatchObject([{ index: 3 }]);
  expect(lag.through({ kind: 'insert', index: 8, words: 'ほ', formats: {} })).toMatchObject([{ index: 8 }]);
  expect(lag.catchUp([{ insert: 'abcにXXdeほfg' }])).toEqual([
    { retain: 3 },
    { retain: 1 },
    { insert: 'XX' },
    { retain: 2 },
    { delete: 2 },
    { retain: 1 },
    { retain: 1, attributes: { bold: true } },
  ]);
});
