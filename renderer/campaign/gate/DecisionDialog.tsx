import type { ReactNode } from 'react';
import type { Reason } from '../../../domain/gate/refusal.ts';
import { useMayStop, useOnline } from '../../client/hooks.ts';
import { Button, type ButtonKind } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Reasons } from './Reasons.tsx';

/** The frame of every decision at the gate: what is asked, why it was refused, and the one button that decides. */
export const DecisionDialog = ({
  title,
  action,
  kind = 'primary',
  reasons,
  offline,
  busy,
  not = null,
  stops = false,
  onDecide,
  onClose,
  children,
}: {
  title: string;
  action: string;
  kind?: ButtonKind;
  reasons: readonly Reason[];
  offline: string | null;
  busy: boolean;
  /** Why it cannot be decided now, known before it is sent. */
  not?: string | null;
  /** It stops something. */
  stops?: boolean;
  onDecide: () => void;
  onClose: () => void;
  children?: ReactNode;
}) => {
  const online = useOnline();
  const mayStop = useMayStop();
  const why = not ?? (online || (stops && mayStop) ? null : 'Needs a connection to the server.');
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          {why === null ? (
            <Button kind={kind} filled={kind === 'stop'} isDisabled={busy} onPress={onDecide}>
              {action}
            </Button>
          ) : (
            <NotPossible reason={why}>{action}</NotPossible>
          )}
        </>
      }
    >
      {children}
      {reasons.length > 0 && <Reasons reasons={reasons} onGo={onClose} />}
      {offline !== null && <Notice tone="care">{offline}</Notice>}
    </Dialog>
  );
};
