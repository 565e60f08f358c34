import { useState, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/toast.ts';

/** Something that is shown only now. It is not closed before it was copied, unless that is wanted: it would be gone. */
export const SecretDialog = ({
  title,
  label,
  value,
  note,
  onClose,
  children,
}: {
  title: string;
  /** What it is: `Invite link`. */
  label: string;
  value: string;
  /** What else the person has to know. */
  note?: ReactNode;
  onClose: () => void;
  children: string;
}) => {
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const what = label.toLowerCase().includes('link') ? 'link' : 'secret';
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      setAsking(false);
      toast(`${label} copied.`);
    } catch {
      toast('The browser did not let it be copied. Select it and copy it by hand.');
    }
  };
  const close = () => {
    if (copied || asking) onClose();
    else setAsking(true);
  };
  return (
    <Dialog
      title={title}
      onClose={close}
      kind="alert"
      footer={
        <>
          <Button kind={copied ? 'primary' : 'plain'} onPress={close}>
            {asking ? 'Close without copying' : 'Done'}
          </Button>
          <Button kind={copied ? 'plain' : 'primary'} icon={copied ? 'check' : 'link'} onPress={() => void copy()}>
            {copied ? `Copy the ${what} again` : `Copy the ${what}`}
          </Button>
        </>
      }
    >
      {/* Copied by hand it is copied, too. */}
      <div onCopy={() => setCopied(true)}>
        <TextField label={label} value={value} onChange={() => undefined} size="large" description={children} />
      </div>
      {note}
      {asking && (
        <Notice tone="care" title={`The ${what} was not copied.`}>
          You will not see it again. Copy it, or close without it.
        </Notice>
      )}
    </Dialog>
  );
};
