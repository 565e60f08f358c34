import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** A name for a step or a variant: one line, at most 200 characters, written into the copy at once. */
export const NameDialog = ({
  title,
  name: was,
  onName,
  onClose,
}: {
  title: string;
  name: string;
  onName: (name: string) => void;
  onClose: () => void;
}) => {
  const [name, setName] = useState(was);
  const trimmed = name.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ').trim();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="name-dialog" isDisabled={trimmed === ''}>
            Rename
          </Button>
        </>
      }
    >
      <form
        id="name-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed === '') return;
          onName(trimmed);
          onClose();
        }}
      >
        <TextField label="Name" value={name} onChange={setName} maxLength={200} size="large" takesFocus isRequired />
      </form>
    </Dialog>
  );
};
