import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/toast.ts';

/** Something that is shown only now: closing it takes a button, not a click beside it. */
export const SecretDialog = ({
  title,
  label,
  value,
  copied,
  action,
  note,
  onClose,
  children,
}: {
  title: string;
  label: string;
  value: string;
  copied: string;
  action: string;
  /** What else the person has to know. */
  note?: ReactNode;
  onClose: () => void;
  children: string;
}) => {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      toast(copied);
    } catch {
      toast('The browser did not let it be copied. Select it and copy it by hand.');
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      kind="alert"
      footer={
        <>
          <Button onPress={onClose}>Done</Button>
          <Button kind="primary" icon="link" onPress={() => void copy()}>
            {action}
          </Button>
        </>
      }
    >
      <TextField label={label} value={value} onChange={() => undefined} size="large" description={children} />
      {note}
    </Dialog>
  );
};
