import { useState } from 'react';
import type { Facts } from '../../../../domain/campaign/facts.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { classes } from '../../../ui/classes.ts';
import { ownZone, zones } from './zones.ts';
import styles from '../Facts.module.css';

const c = classes(styles);

/** A window on the clock of one zone; the laptop's own zone stands first. */
export const WindowForm = ({ value, onChange }: { value: Facts['window']; onChange: (value: unknown) => void }) => {
  const [window, setWindow] = useState({
    opens: value?.opens ?? '',
    closes: value?.closes ?? '',
    timeZone: value?.timeZone ?? ownZone(),
  });
  const put = (change: Partial<typeof window>) => {
    const next = { ...window, ...change };
    // A window most often closes on the day on which it opens.
    if (change.opens && next.closes === '') next.closes = `${change.opens.slice(0, 10)}T17:00`;
    setWindow(next);
    onChange(next);
  };
  return (
    <div className={c('fields')}>
      <TextField
        label="Opens"
        type="datetime-local"
        value={window.opens}
        onChange={(opens) => {
          put({ opens: opens.slice(0, 16) });
        }}
        takesFocus
      />
      <TextField
        label="Closes"
        type="datetime-local"
        value={window.closes}
        onChange={(closes) => {
          put({ closes: closes.slice(0, 16) });
        }}
      />
      <SelectField
        label="On the clock of"
        options={zones(value?.timeZone)}
        value={window.timeZone}
        onChange={(timeZone) => {
          put({ timeZone });
        }}
      />
    </div>
  );
};
