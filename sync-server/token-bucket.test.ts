import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

it('gives so many at once and one more every so many ms, and never more than its size', () => {
  const bucket = new TokenBucket(3, 100, 1_000);
  expect([1, 2, 3, 4].map(() => bucket.take(1_000))).toEqual([true, true, true, false]);
  expect(bucket.take(1_099)).toBe(false);
  expect(bucket.take(1_100)).toBe(true);
  expect(bucket.take(1_150)).toBe(false);
  expect(bucket.take(1_200)).toBe(true);
  expect(bucket.isFull(1_400)).toBe(false);
  expect(bucket.isFull(9_000)).toBe(true);
  expect(bucket.take(9_000, 4)).toBe(false);
  expect(bucket.take(9_000, 3)).toBe(true);
});

it('says how long what was spent beyond it takes to come back', () => {
  const bucket = new TokenBucket(100, 10, 0);
  bucket.spend(0, 100);
  expect(bucket.wait(0)).toBe(0);
  bucket.spend(0, 50);
  expect(bucket.wait(0)).toBe(500);
  expect(bucket.wait(300)).toBe(200);
  expect(bucket.take(300)).toBe(false);
  expect(bucket.wait(500)).toBe(0);
  bucket.spendAtMost(500, 1_000);
  expect(bucket.wait(500)).toBe(0);
  expect(bucket.take(500)).toBe(false);
});
