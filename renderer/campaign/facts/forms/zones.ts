/** The laptop's own zone, as IANA names it. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/London';

/** Every zone, the laptop's own and the one in use first. */
export const zones = (inUse?: string): { value: string; label: string }[] => {
  const first = [...new Set([inUse, ownZone()].filter((zone) => zone !== undefined))];
  const all = [...first, ...Intl.supportedValuesOf('timeZone').filter((zone) => !first.includes(zone))];
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
};
