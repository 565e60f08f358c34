import { useState, type ReactNode } from 'react';
import { FormDialog } from './FormDialog.tsx';
import { TextField } from './TextField.tsx';

/** Asks for one name. `onName` resolves to null once it is taken, which closes the dialog, else to why it is not, in a sentence. */
export const NameDialog = ({
  title,
  action,
  name: was = '',
  description,
  maxLength = 120,
  onName,
  onClose,
  children,
}: {
  title: string;
  action: string;
  name?: string;
  /** Something to know about what is typed. */
  description?: (typed: string) => string;
  maxLength?: number;
  onName: (typed: string) => Promise<string | null> | string | null;
  onClose: () => void;
  children?: ReactNode;
}) => {
  const [name, setName] = useState(was);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const give = async () => {
    if (name.trim() === '') return setWrong('Enter a name.');
    setBusy(true);
    const why = await onName(name);
    setBusy(false);
    if (why === null) onClose();
    else setWrong(why);
  };
  return (
    <FormDialog title={title} action={action} busy={busy} onSubmit={give} onClose={onClose}>
      <TextField
        label="Name"
        value={name}
        onChange={(typed) => {
          setName(typed);
          setWrong(null);
        }}
        error={wrong}
        description={description?.(name)}
        maxLength={maxLength}
        size="large"
        takesFocus
        isRequired
      />
      {children}
    </FormDialog>
  );
};
