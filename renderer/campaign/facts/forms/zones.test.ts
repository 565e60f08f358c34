import { expect, it } from 'vitest';
import { cityOf, zoneOptions } from './zones.ts';

it('names a zone by its city, as people write it now', () => {
  expect(
    ['Europe/London', 'America/Argentina/Ushuaia', 'Asia/Calcutta', 'America/New_York', 'UTC'].map(cityOf),
  ).toEqual(['London', 'Ushuaia, Argentina', 'Kolkata', 'New York', 'UTC']);
});

it('puts the zones in use first, and tells the offset of the day that is asked about', () => {
  const summer = zoneOptions(['Europe/London', 'Asia/Calcutta'], '2027-07-01');
  expect(summer.slice(0, 2).map(({ label, group }) => `${group}: ${label}`)).toEqual([
    'In use: London (UTC+1)',
    'In use: Kolkata (UTC+5:30)',
  ]);
  expect(zoneOptions(['Europe/London'], '2027-01-01T09:00')[0]?.label).toBe('London (UTC+0)');
  expect(new Set(summer.map(({ value }) => value)).size).toBe(summer.length);
  expect(zoneOptions([], '').length).toBeGreaterThan(300);
});
