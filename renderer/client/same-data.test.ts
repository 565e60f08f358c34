import { expect, test } from 'vitest';
import { sameData } from './same-data.ts';

test('equal plain data are the same, whatever their identity', () => {
  expect(sameData({ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] })).toBe(true);
  expect(sameData([], [])).toBe(true);
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: undefined }, { b: undefined }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [[1, 2], [1]],
  [[], {}],
  [null, {}],
  [new Set([1]), new Set([1])],
  [new Map(), new Map()],
])('%j and %j differ', (one, other) => {
  expect(sameData(one, other)).toBe(false);
});
