import { useRef, useState } from 'react';
import type { Reason } from '../../domain/gate/refusal.ts';
import type { CommandInput } from '../client/contract.ts';
import { useWorkspace } from '../client/hooks.ts';

/**
 * Sending what one form says: why it was refused, and whether it is on its way. A second press while it is sends nothing: over
 * a slow line it would be a second thread, or a second decision.
 */
export const useSending = () => {
  const workspace = useWorkspace();
  const onItsWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const [offline, setOffline] = useState<string | null>(null);
  /** Resolves to true once the server has taken it, or the outbox keeps it. */
  const send = async (command: CommandInput): Promise<boolean> => {
    if (onItsWay.current) return false;
    onItsWay.current = true;
    setBusy(true);
    const outcome = await workspace.send(command).finally(() => {
      onItsWay.current = false;
      setBusy(false);
    });
    setReasons(outcome.kind === 'refused' ? outcome.reasons : []);
    setOffline(outcome.kind === 'offline' ? outcome.says : null);
    return outcome.kind === 'done' || outcome.kind === 'queued';
  };
  /** Why it did not happen, in one sentence per reason; null while nothing stands against it. */
  const why = offline ?? (reasons.length > 0 ? reasons.map(({ says }) => says).join(' ') : null);
  return { busy, reasons, offline, why, send, setReasons };
};
