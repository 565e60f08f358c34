import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { covers, piecesOf, rangesOf } from './clock-ranges.ts';

/** Updates of one client, a character each. */
const typed = (count: number, client = 1): Uint8Array[] => {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let each = 0; each < count; each += 1) doc.getText('objective').insert(each, 'x');
  return updates;
};

it('are one range for what was typed in one go, in whatever order the updates come', () => {
  const updates = typed(2_000);
  expect(rangesOf(updates)).toEqual(new Map([[1, [{ from: 0, to: 2_000 }]]]));
  expect(rangesOf(updates.toReversed())).toEqual(rangesOf(updates));
  expect(rangesOf([...updates, ...updates])).toEqual(rangesOf(updates));
});

it('have a gap where something between came from elsewhere, or was sent before', () => {
  const [one, , three, four] = typed(4);
  expect(rangesOf([three!, four!, one!]).get(1)).toEqual([
    { from: 0, to: 1 },
    { from: 2, to: 4 },
  ]);
});

it('cut a run where it enters and leaves them, whatever they are', () => {
  const updates = typed(40);
  const some = fc.uniqueArray(fc.nat(39));
  fc.assert(
    fc.property(some, fc.nat(45), fc.integer({ min: 1, max: 45 }), (clocks, clock, length) => {
      const ranges = rangesOf(clocks.map((each) => updates[each]!));
      const pieces = piecesOf(ranges, 1, clock, length);
      const told = pieces.flatMap(({ from, to, inside }) => Array.from({ length: to - from }, () => inside));
      expect(told).toEqual(Array.from({ length }, (_, each) => clocks.includes(clock + each)));
      for (const [index, { inside }] of pieces.entries()) expect(inside).not.toBe(pieces[index + 1]?.inside);
    }),
  );
  expect(piecesOf(rangesOf(updates), 2, 0, 3)).toEqual([{ from: 0, to: 3, inside: false }]);
});

it('cover others where every clock of those is theirs', () => {
  const mine = typed(4);
  const all = rangesOf(mine);
  expect(covers(all, rangesOf(mine.slice(1, 3)))).toBe(true);
  expect(covers(rangesOf([mine[0]!, mine[2]!]), rangesOf(mine.slice(0, 3)))).toBe(false);
  expect(covers(all, rangesOf([...mine, ...typed(1, 2)]))).toBe(false);
  expect(covers(all, rangesOf([]))).toBe(true);
});
