import { useState, type ReactNode } from 'react';
import { Button, type ButtonKind } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Notice } from './Notice.tsx';

/** Asks once before something that many people feel. `onConfirm` resolves to null once it is done, which closes it, else to why not. */
export const ConfirmDialog = ({
  title,
  action,
  kind = 'stop',
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  /** What the button does, as a verb. */
  action: string;
  kind?: ButtonKind;
  onConfirm: () => Promise<string | null>;
  onClose: () => void;
  children: ReactNode;
}) => {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    const why = await onConfirm();
    setBusy(false);
    if (why === null) onClose();
    else setWrong(why);
  };
  return (
    <Dialog
      kind="alert"
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind={kind} filled={kind === 'stop'} isDisabled={busy} onPress={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </Dialog>
  );
};
