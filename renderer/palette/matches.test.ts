import { describe, expect, it } from 'vitest';
import { ranges, score } from './matches.ts';

describe('matching a query', () => {
  it('wants every word, in any order, without case and accents', () => {
    expect(score('kovac LENA', 'Lena Kovač')).not.toBeNull();
    expect(score('lena sam', 'Lena Kovač')).toBeNull();
    expect(score('', 'anything')).toBe(0);
  });
  it('puts the beginnings of words before their middles', () => {
    expect(score('si', 'Sign version 7')!).toBeLessThan(score('si', 'Pricing, version 7')!);
  });
  it('says where the words stand, in order and apart', () => {
    expect(ranges('ver si', 'Sign version 7')).toEqual([
      [0, 2],
      [5, 8],
    ]);
    expect(ranges('sign sig', 'Sign')).toEqual([[0, 4]]);
  });
});
