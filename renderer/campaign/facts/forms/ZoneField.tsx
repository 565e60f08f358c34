import { useMemo } from 'react';
import { SelectField } from '../../../ui/SelectField.tsx';
import { useTeam } from '../../open-campaign.ts';
import { zoneOptions } from './zones.ts';

/** A time zone: those in which the team's campaigns launch come first. */
export const ZoneField = ({
  value,
  day,
  onChange,
}: {
  value: string;
  /** The local date whose offsets are shown; empty while there is none. */
  day: string;
  onChange: (zone: string) => void;
}) => {
  const { campaigns } = useTeam();
  const used = Object.values(campaigns).flatMap(({ facts }) => (facts.window ? [facts.window.timeZone] : []));
  const zones = [...new Set([value, ...used.toSorted()])].join(' ');
  const date = day.slice(0, 10);
  // Some four hundred clocks are asked, so only once for a day.
  const options = useMemo(() => zoneOptions(zones.split(' '), date), [zones, date]);
  return <SelectField label="Time zone" options={options} value={value} onChange={onChange} />;
};
