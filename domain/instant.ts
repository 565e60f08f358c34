type Found = { instant: string } | { none: 'unknown time zone' | 'no such local time' };

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat | null => {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
    return format;
  } catch {
    return null;
  }
};

/** What the clock on the wall shows at an instant, as if it were UTC, in ms. */
const wallClock = (format: Intl.DateTimeFormat, at: number): number => {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: string): number => parts[name] ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

const DAY = 86_400_000;

/**
 * The instant of a wall-clock time (`2027-03-28T01:30`) in an IANA zone. Where the clocks are set back and show it twice, the first.
 * Without Temporal, which the Node inside Electron does not have.
 */
export const instantOf = (local: string, zone: string): Found => {
  const format = formatOf(zone);
  if (!format) return { none: 'unknown time zone' };
  const wanted = Date.parse(`${local}:00.000Z`);
  // `2027-02-30` would roll over into March.
  if (Number.isNaN(wanted) || new Date(wanted).toISOString().slice(0, 16) !== local)
    return { none: 'no such local time' };
  // The zone's offsets a day before and a day after: around a change of the clocks one of them is the right one.
  const instants = [wanted - DAY, wanted + DAY]
    .map((near) => wanted - (wallClock(format, near) - near))
    .filter((at) => wallClock(format, at) === wanted)
    .sort((one, other) => one - other);
  return instants[0] === undefined ? { none: 'no such local time' } : { instant: new Date(instants[0]).toISOString() };
};
