import { NumberField } from '../../../ui/NumberField.tsx';
import { classes } from '../../../ui/classes.ts';
import type { ReachDraft } from '../drafts.ts';
import type { WrongAt } from '../wrong-in.ts';
import styles from '../Facts.module.css';

const c = classes(styles);

export const ReachForm = ({
  value,
  wrong,
  onChange,
}: {
  value: ReachDraft;
  wrong: WrongAt;
  onChange: (value: ReachDraft) => void;
}) => (
  <div className={c('fields')}>
    <NumberField
      label="Contacts"
      min={1}
      value={value.contacts}
      error={wrong('contacts')}
      onChange={(contacts) => {
        onChange({ ...value, contacts });
      }}
    />
    <NumberField
      label="In the first batch"
      min={1}
      value={value.firstBatch}
      error={wrong('firstBatch')}
      onChange={(firstBatch) => {
        onChange({ ...value, firstBatch });
      }}
    />
  </div>
);
