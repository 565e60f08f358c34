import { useState, type ReactNode } from 'react';
import type { CommandInput } from '../../client/contract.ts';
import type { ButtonKind } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { announce } from '../announce.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { useSending } from '../use-sending.ts';

/** A decision that is recorded with its reason: halt, resume, withdraw, request changes, unschedule. */
export const ReasonDialog = ({
  title,
  label,
  action,
  done,
  kind = 'primary',
  optional = false,
  stops = false,
  command,
  onClose,
  children,
}: {
  title: string;
  label: string;
  action: string;
  /** What a screen reader hears once it is decided. */
  done: string;
  kind?: ButtonKind;
  optional?: boolean;
  /** It stops something. */
  stops?: boolean;
  command: (reason: string) => CommandInput;
  onClose: () => void;
  children?: ReactNode;
}) => {
  const { busy, reasons, offline, send } = useSending();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const decide = async () => {
    if (!optional && reason.trim() === '') {
      setWrong('Enter a reason.');
      return;
    }
    if (!(await send(command(reason.trim())))) return;
    announce(done);
    onClose();
  };
  return (
    <DecisionDialog
      title={title}
      action={action}
      kind={kind}
      stops={stops}
      reasons={reasons}
      offline={offline}
      busy={busy}
      onDecide={() => void decide()}
      onClose={onClose}
    >
      {children}
      <TextArea
        label={label}
        value={reason}
        onChange={(typed) => {
          setReason(typed);
          setWrong(null);
        }}
        onSubmit={() => void decide()}
        maxLength={10_000}
        takesFocus
        error={wrong}
        description={optional ? 'Optional. Your reason is kept in the record.' : 'Your reason is kept in the record.'}
      />
    </DecisionDialog>
  );
};
