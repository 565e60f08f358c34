/** The laptop's own zone, as IANA names it. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/London';

/** Cities that browsers still list under a name of before. */
const named: Record<string, string> = {
  Calcutta: 'Kolkata',
  Katmandu: 'Kathmandu',
  Rangoon: 'Yangon',
  Saigon: 'Ho Chi Minh City',
  Dacca: 'Dhaka',
  Thimbu: 'Thimphu',
  Kiev: 'Kyiv',
  Faeroe: 'Faroe',
  Godthab: 'Nuuk',
  Truk: 'Chuuk',
  Ponape: 'Pohnpei',
};

/** `Europe/London` -> `London`, `America/Indiana/Knox` -> `Knox, Indiana`. */
export const cityOf = (zone: string): string => {
  const [city = zone, ...around] = zone.split('/').slice(1).toReversed();
  const words = (part: string): string => named[part] ?? part.replaceAll('_', ' ');
  return [city, ...around].map(words).join(', ');
};

/** `UTC+1` at that moment: a zone's own clock moves in spring and autumn. */
const offsetOf = (zone: string, at: Date): string => {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return offset === 'GMT' ? 'UTC+0' : offset.replace('GMT', 'UTC');
};

export type ZoneOption = { value: string; label: string; group: string };

/**
 * Every zone by its city, so that its first letters find it in a list; those that the team uses come first. `day` is the local date
 * that the offsets are told for; today where it is none.
 */
export const zoneOptions = (used: readonly string[], day: string): ZoneOption[] => {
  const asked = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  const at = Number.isNaN(asked.getTime()) ? new Date() : asked;
  const first = [...new Set([...used, ownZone()])];
  const option = (group: string) => (value: string) => ({
    value,
    label: `${cityOf(value)} (${offsetOf(value, at)})`,
    group,
  });
  return [
    ...first.map(option('In use')),
    ...Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone.includes('/') && !first.includes(zone))
      .map(option('Everywhere'))
      .toSorted((one, other) => one.label.localeCompare(other.label)),
  ];
};
