import { TextField, type TextFieldProps } from '../../../ui/TextField.tsx';
import { classes } from '../../../ui/classes.ts';
import type { SenderDraft } from '../drafts.ts';
import type { WrongAt } from '../wrong-in.ts';
import styles from '../Facts.module.css';

const c = classes(styles);
type Field = keyof SenderDraft;

export const SenderForm = ({
  value,
  wrong,
  onChange,
}: {
  value: SenderDraft;
  wrong: WrongAt;
  onChange: (value: SenderDraft) => void;
}) => {
  const field = (name: Field): Pick<TextFieldProps, 'value' | 'error' | 'onChange'> => ({
    value: value[name],
    error: wrong(name),
    onChange: (typed) => {
      onChange({ ...value, [name]: name === 'email' || name === 'optOutUrl' ? typed.trim() : typed });
    },
  });
  return (
    <div className={c('fields')}>
      <TextField label="Name" {...field('name')} />
      <TextField label="E-mail" type="email" {...field('email')} />
      <TextField label="Company" {...field('company')} />
      <TextField label="Phone" type="tel" {...field('phone')} />
      <TextField label="Postal address" description="Required by law in every e-mail." {...field('address')} />
      <TextField
        label="Opt-out page"
        type="url"
        placeholder="https://"
        {...field('optOutUrl')}
        onBlur={() => {
          // People leave out what every address begins with.
          if (/^[^\s:@/]+\.[^\s:@/]/.test(value.optOutUrl))
            onChange({ ...value, optOutUrl: `https://${value.optOutUrl}` });
        }}
      />
    </div>
  );
};
