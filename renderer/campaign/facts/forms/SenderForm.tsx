import { useState } from 'react';
import type { Facts } from '../../../../domain/campaign/facts.ts';
import { TextField } from '../../../ui/TextField.tsx';
import { classes } from '../../../ui/classes.ts';
import styles from '../Facts.module.css';

const c = classes(styles);
const none = { name: '', email: '', company: '', phone: '', address: '', optOutUrl: '' };

export const SenderForm = ({ value, onChange }: { value: Facts['sender']; onChange: (value: unknown) => void }) => {
  const [sender, setSender] = useState(value ?? none);
  const put = (change: Partial<typeof none>) => {
    const next = { ...sender, ...change };
    setSender(next);
    onChange(next);
  };
  return (
    <div className={c('fields')}>
      <TextField label="Name" value={sender.name} onChange={(name) => put({ name })} takesFocus />
      <TextField label="E-mail" type="email" value={sender.email} onChange={(email) => put({ email: email.trim() })} />
      <TextField label="Company" value={sender.company} onChange={(company) => put({ company })} />
      <TextField label="Phone" type="tel" value={sender.phone} onChange={(phone) => put({ phone })} />
      <TextField
        label="Postal address"
        description="Stands in every e-mail, as the law asks."
        value={sender.address}
        onChange={(address) => put({ address })}
      />
      <TextField
        label="Opt-out page"
        type="url"
        placeholder="https://"
        value={sender.optOutUrl}
        onChange={(optOutUrl) => put({ optOutUrl: optOutUrl.trim() })}
      />
    </div>
  );
};
