import { TextField } from '../../../ui/TextField.tsx';
import { classes } from '../../../ui/classes.ts';
import type { WindowDraft } from '../drafts.ts';
import type { WrongAt } from '../wrong-in.ts';
import { ZoneField } from './ZoneField.tsx';
import styles from '../Facts.module.css';

const c = classes(styles);

/** A window on the clock of one zone. */
export const WindowForm = ({
  value,
  wrong,
  onChange,
}: {
  value: WindowDraft;
  wrong: WrongAt;
  onChange: (value: WindowDraft) => void;
}) => (
  <div className={c('fields')}>
    <TextField
      label="Opens"
      type="datetime-local"
      value={value.opens}
      error={wrong('opens')}
      onChange={(typed) => {
        const opens = typed.slice(0, 16);
        // A window most often closes on the day on which it opens.
        const closes = value.closes === '' && opens !== '' ? `${opens.slice(0, 10)}T17:00` : value.closes;
        onChange({ ...value, opens, closes });
      }}
    />
    <TextField
      label="Closes"
      type="datetime-local"
      value={value.closes}
      error={wrong('closes')}
      onChange={(closes) => {
        onChange({ ...value, closes: closes.slice(0, 16) });
      }}
    />
    <ZoneField
      value={value.timeZone}
      day={value.opens}
      onChange={(timeZone) => {
        onChange({ ...value, timeZone });
      }}
    />
  </div>
);
