import { describe, expect, it, vi } from 'vitest';
import { ago, count, initials, localDay, localTime, money, shortDigest, since } from './format.ts';
import { hueOf, lineOf } from './hue.ts';
import { pretendWorkspace } from './pretend.ts';

describe('words and numbers', () => {
  const now = new Date('2027-05-11T14:20:00Z');
  it('counts', () => {
    expect([0, 1, 2, 1240].map((each) => count(each, 'word'))).toEqual([
      'no words',
      '1 word',
      '2 words',
      '1,240 words',
    ]);
  });
  it('writes money from minor units, with decimals only where there are some', () => {
    expect(money(950_000, 'GBP')).toBe('£9,500');
    expect(money(950_050, 'GBP')).toBe('£9,500.50');
    expect(money(9_500, 'JPY')).toBe('JP¥9,500');
    expect(money(9_500, 'nonsense')).toBe('95 nonsense');
  });
  it('never moves a wall-clock time to another zone', () => {
    vi.stubEnv('TZ', 'America/Los_Angeles');
    expect(localTime('2027-05-12T09:00', now)).toBe('12 May, 09:00');
    expect(localDay('2028-01-01', now)).toBe('1 Jan 2028');
    vi.unstubAllEnvs();
  });
  it('says how long ago in words that are still right', () => {
    expect(ago('2027-05-11T14:19:30Z', now)).toBe('now');
    expect(since('2027-05-11T14:19:30Z', now)).toBe('just now');
    expect(since('2027-05-11T14:06:00Z', now)).toBe('14 min ago');
    expect(since('2027-05-08T14:06:00Z', now)).toBe('on Sat');
    expect(since('2027-03-08T14:06:00Z', now)).toBe('on 8 Mar');
  });
  it('takes initials by whole characters', () => {
    expect(initials('Mia Okafor')).toBe('MO');
    expect(initials('  Tomás  ')).toBe('T');
    expect(initials('')).toBe('');
    expect(initials('👩‍🚀 Ann van Zee')).toBe('👩‍🚀Z');
  });
  it('shortens a digest so that both ends can be compared', () => {
    expect(shortDigest('91c27e04b3d8'.padEnd(60, '0') + '6daf')).toBe('91c2 7e04 b3d8 … 6daf');
  });
});

describe('people', () => {
  it('gives the seventh person the first hue with another line', () => {
    const state = pretendWorkspace();
    const members = Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [`m${index}`, { ...state.members['mia']!, id: `m${index}` }]),
    );
    const seven = { ...state, members };
    expect(hueOf(seven, 'm6')).toBe(hueOf(seven, 'm0'));
    expect(lineOf(seven, 'm6')).not.toBe(lineOf(seven, 'm0'));
  });
});
