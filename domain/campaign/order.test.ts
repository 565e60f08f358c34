import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrderKey, keyBetween, keysFor } from './order.ts';

describe('order keys', () => {
  it('always find room between two neighbours', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 120 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const at = place % (keys.length + 1);
          const key = keyBetween(keys[at - 1] ?? null, keys[at] ?? null);
          expect(isOrderKey(key)).toBe(true);
          keys.splice(at, 0, key!);
        }
        expect(keys).toEqual([...keys].sort());
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('stay short when steps are only added at an end', () => {
    let last: string | null = null;
    for (let i = 0; i < 200; i += 1) last = keyBetween(last, null);
    expect(last!.length).toBeLessThan(50);
  });

  it('are refused between equal, swapped or broken neighbours', () => {
    expect(keyBetween('V', 'V')).toBeNull();
    expect(keyBetween('k', 'V')).toBeNull();
    expect(keyBetween('a0', null)).toBeNull();
    expect(keyBetween('', null)).toBeNull();
    expect(keyBetween(null, '<b>')).toBeNull();
  });

  it('are numbered anew in ascending order', () => {
    for (const count of [0, 1, 2, 60, 61, 62, 4000]) {
      const keys = keysFor(count);
      expect(keys).toHaveLength(count);
      expect(keys.every(isOrderKey)).toBe(true);
      expect([...new Set(keys)].sort()).toEqual(keys);
    }
  });
});
