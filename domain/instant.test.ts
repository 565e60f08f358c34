import { describe, expect, it } from 'vitest';
import { instantOf } from './instant.ts';

describe('the instant of a wall-clock time', () => {
  it.each([
    ['2027-01-11T09:00', 'Europe/London', '2027-01-11T09:00:00.000Z'],
    ['2027-07-11T09:00', 'Europe/London', '2027-07-11T08:00:00.000Z'],
    ['2027-01-11T09:00', 'Asia/Kolkata', '2027-01-11T03:30:00.000Z'],
    ['2027-01-11T00:00', 'Pacific/Kiritimati', '2027-01-10T10:00:00.000Z'],
    ['2027-01-11T23:59', 'America/Los_Angeles', '2027-01-12T07:59:00.000Z'],
    ['2027-06-01T12:00', 'UTC', '2027-06-01T12:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(instantOf(local, zone)).toEqual({ instant });
  });

  it('does not exist where the clocks are set forward', () => {
    expect(instantOf('2027-03-28T01:30', 'Europe/London')).toEqual({ none: 'no such local time' });
    expect(instantOf('2027-03-28T00:59', 'Europe/London')).toEqual({ instant: '2027-03-28T00:59:00.000Z' });
    expect(instantOf('2027-03-28T02:00', 'Europe/London')).toEqual({ instant: '2027-03-28T01:00:00.000Z' });
  });

  it('is the first of two where the clocks are set back', () => {
    expect(instantOf('2027-10-31T01:30', 'Europe/London')).toEqual({ instant: '2027-10-31T00:30:00.000Z' });
  });

  it('does not exist on a day the calendar has not', () => {
    expect(instantOf('2027-02-30T09:00', 'UTC')).toEqual({ none: 'no such local time' });
  });

  it('says that a zone is unknown', () => {
    expect(instantOf('2027-01-11T09:00', 'Europe/Atlantis')).toEqual({ none: 'unknown time zone' });
  });
});
