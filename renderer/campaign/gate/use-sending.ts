import { useState } from 'react';
import type { Reason } from '../../../domain/gate/refusal.ts';
import type { CommandInput } from '../../client/contract.ts';
import { useWorkspace } from '../../client/hooks.ts';

/** Sending one decision: why it was refused, and whether it is on its way. */
export const useSending = () => {
  const workspace = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const [offline, setOffline] = useState<string | null>(null);
  /** Resolves to true once the server has taken it. */
  const send = async (command: CommandInput): Promise<boolean> => {
    setBusy(true);
    const outcome = await workspace.send(command);
    setBusy(false);
    setReasons(outcome.kind === 'refused' ? outcome.reasons : []);
    setOffline(outcome.kind === 'offline' ? outcome.says : null);
    return outcome.kind === 'done' || outcome.kind === 'queued';
  };
  return { busy, reasons, offline, send, setReasons };
};
