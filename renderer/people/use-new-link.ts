import { useState } from 'react';
import type { CommandInput } from '../client/contract.ts';
import { useWorkspace } from '../client/hooks.ts';
import type { LinkKind } from '../client/invite-link.ts';
import { whyNot } from '../app/say-outcome.ts';

export type NewLink = { link: string; onlyHere: boolean };

/** Sends a command whose answer holds a link's secret, once while it is on its way; keeps the link, or why there is none. */
export const useNewLink = (kind: LinkKind) => {
  const workspace = useWorkspace();
  const [made, setMade] = useState<NewLink | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (command: CommandInput): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWrong(null);
    const outcome = await workspace.send(command);
    if (outcome.kind === 'done' && outcome.secret !== undefined)
      setMade(await workspace.inviteLink(outcome.secret, kind));
    else setWrong(whyNot(outcome) ?? 'The link was lost on its way. Revoke it in the list, and make another.');
    setBusy(false);
  };
  const forget = () => {
    setMade(null);
  };
  return { made, wrong, busy, make, forget };
};
