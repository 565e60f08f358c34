import { describe, expect, it } from 'vitest';
import { Rate } from './rate.ts';

const refuses = (rate: Rate, address: string): boolean => {
  try {
    rate.take(address);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ status: 429 });
    return true;
  }
};

describe('a rate', () => {
  it('lets a burst through, then as much as comes back, and a clock set back gives nothing', () => {
    let now = 1_000_000;
    const rate = new Rate(() => now, 3, 60);
    expect([1, 2, 3, 4, 5].map(() => refuses(rate, 'a'))).toEqual([false, false, false, true, true]);
    now -= 500_000;
    expect(refuses(rate, 'a')).toBe(true);
    now += 1_000;
    expect([refuses(rate, 'a'), refuses(rate, 'a'), refuses(rate, 'b')]).toEqual([false, true, false]);
  });

  it('counts a whole network of the newer kind as one caller, and mapped addresses as what they are', () => {
    const rate = new Rate(() => 0, 1, 1);
    expect(refuses(rate, '2a01:4f8:c0:1::1')).toBe(false);
    expect(refuses(rate, '2A01:04f8:00c0:0001:ffff:1:2:3')).toBe(true);
    expect(refuses(rate, '2a01:4f8:c0:2::1')).toBe(false);
    expect(refuses(rate, '192.0.2.1')).toBe(false);
    expect(refuses(rate, '::ffff:192.0.2.1')).toBe(true);
    expect(refuses(rate, '::1')).toBe(false);
    expect(refuses(rate, 'fe80::1%eth0')).toBe(false);
    expect(refuses(rate, 'fe80::2')).toBe(true);
  });

  it('remembers no more callers than it has room for, and does not forget the busy ones for the many', () => {
    const rate = new Rate(() => 0, 3, 1);
    for (let each = 0; each < 12_000; each += 1) {
      rate.take(`10.${each >> 16}.${(each >> 8) & 255}.${each & 255}`);
      if (each < 3) rate.take('busy');
      else expect(refuses(rate, 'busy')).toBe(true);
    }
    expect(rate.remembered).toBe(10_000);
  });
});
