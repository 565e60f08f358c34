import type { Outcome } from '../client/contract.ts';
import { toast } from '../ui/toast.ts';

/** Why a command did not happen, in one sentence per reason; null where it did or waits to be sent. */
export const whyNot = (outcome: Outcome): string | null => {
  if (outcome.kind === 'refused') return outcome.reasons.map((reason) => reason.says).join(' ');
  if (outcome.kind === 'offline') return outcome.says;
  return null;
};

/** For a command with no place of its own for an error: says why it did not happen. Resolves to whether it did. */
export const sayOutcome = async (sent: Promise<Outcome>): Promise<boolean> => {
  const why = whyNot(await sent);
  if (why !== null) toast(why);
  return why === null;
};
