import { expect, it } from 'vitest';
import { momentOf, outsideWindow, wallClock } from './window-now.ts';

const window = { opens: '2027-05-12T09:00', closes: '2027-05-12T17:00', timeZone: 'Europe/London' };

it('tells a moment on the clock of the window, whatever the laptop’s own is', () => {
  expect(wallClock('Europe/London', new Date('2027-05-12T07:59:00Z'))).toBe('2027-05-12T08:59');
  expect(wallClock('Asia/Tokyo', new Date('2027-05-12T23:30:00Z'))).toBe('2027-05-13T08:30');
});

it.each([
  ['2027-04-29T08:59', 'Europe/London', '13 days early'],
  ['2027-05-12T08:59', 'Europe/London', '1 minute early'],
  ['2027-05-12T09:00', 'Europe/London', null],
  ['2027-05-12T17:00', 'Europe/London', null],
  ['2027-05-12T17:01', 'Europe/London', '1 minute late'],
  ['2027-05-12T19:30', 'Europe/London', '2 hours late'],
  // Nine o’clock in Tokyo is one at night in London.
  ['2027-05-12T09:00', 'Asia/Tokyo', '8 hours early'],
  ['2027-05-12T18:00', 'Asia/Tokyo', null],
])('says how far %s, %s, lies outside the window: %s', (local, zone, says) => {
  expect(outsideWindow(window, momentOf(local, zone)!)).toBe(says);
});

it('knows no moment for a time that no clock shows', () => {
  expect(momentOf('2027-03-28T01:30', 'Europe/London')).toBeNull();
  expect(momentOf('', 'Europe/London')).toBeNull();
});
