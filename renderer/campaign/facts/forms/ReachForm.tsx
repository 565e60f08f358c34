import { useState } from 'react';
import type { Facts } from '../../../../domain/campaign/facts.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { classes } from '../../../ui/classes.ts';
import styles from '../Facts.module.css';

const c = classes(styles);

export const ReachForm = ({ value, onChange }: { value: Facts['reach']; onChange: (value: unknown) => void }) => {
  const [reach, setReach] = useState<{ contacts: number | null; firstBatch: number | null }>(
    value ?? { contacts: null, firstBatch: null },
  );
  const put = (change: Partial<typeof reach>) => {
    const next = { ...reach, ...change };
    setReach(next);
    onChange(next);
  };
  return (
    <div className={c('fields')}>
      <NumberField
        label="Contacts"
        min={1}
        value={reach.contacts}
        onChange={(contacts) => {
          put({ contacts });
        }}
      />
      <NumberField
        label="In the first batch"
        description="Then it stops by itself and asks."
        min={1}
        value={reach.firstBatch}
        onChange={(firstBatch) => {
          put({ firstBatch });
        }}
      />
    </div>
  );
};
