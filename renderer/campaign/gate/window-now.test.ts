import { expect, it } from 'vitest';
import { asToWindow, wallClock } from './window-now.ts';

const window = { opens: '2027-05-12T09:00', closes: '2027-05-12T17:00', timeZone: 'Europe/London' };

it('tells a moment on the clock of the window, whatever the laptop’s own is', () => {
  expect(wallClock('Europe/London', new Date('2027-05-12T07:59:00Z'))).toBe('2027-05-12T08:59');
  expect(wallClock('Asia/Tokyo', new Date('2027-05-12T23:30:00Z'))).toBe('2027-05-13T08:30');
});

it('says whether a time lies before, in or after the window', () => {
  const times = ['2027-05-12T08:59', '2027-05-12T09:00', '2027-05-12T17:00', '2027-05-12T17:01'];
  expect(times.map((at) => asToWindow(window, at))).toEqual(['before', 'in', 'in', 'after']);
});
