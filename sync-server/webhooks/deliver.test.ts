import { describe, expect, it } from 'vitest';
import { ATTEMPTS, afterAttempt, waitAfter } from './deliver.ts';

const now = Date.parse('2027-05-11T12:00:00.000Z');
const failed = (attempts: number, status: number | null = 500) =>
  afterAttempt({ id: 'd', attempts }, { status, fault: 'It answered 500.' }, now, () => 0.5);

describe('a delivery', () => {
  it('is done after any answer of the two hundreds', () => {
    expect(afterAttempt({ id: 'd', attempts: 2 }, { status: 204, fault: null }, now, () => 0.5)).toEqual({
      id: 'd',
      state: 'delivered',
      attempts: 3,
      lastStatus: 204,
      lastFault: null,
      next: null,
    });
  });

  it('waits four times as long after each failure, at most half a day, and is given up in the end', () => {
    const waits = Array.from({ length: ATTEMPTS - 1 }, (_, attempts) => Date.parse(failed(attempts).next ?? '') - now);
    expect(waits).toEqual([5_000, 20_000, 80_000, 320_000, 1_280_000, 5_120_000, 20_480_000, 43_200_000]);
    expect(failed(ATTEMPTS - 1)).toMatchObject({ state: 'failed', next: null, lastFault: 'It answered 500.' });
  });

  it('is given up at once where the receiver is gone for good', () => {
    expect(failed(0, 410)).toMatchObject({ state: 'failed', next: null });
    expect(failed(0, 404)).toMatchObject({ state: 'waiting' });
  });

  it('does not come back with all the others', () => {
    expect(waitAfter(1, () => 0)).toBe(4_000);
    expect(waitAfter(1, () => 1)).toBe(6_000);
  });
});
