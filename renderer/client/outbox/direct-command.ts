import { isStop, type Command } from '../../../domain/command.ts';
import { waitBefore } from '../backoff.ts';
import type { Outcome } from '../contract.ts';
import type { Head } from '../feed/chain.ts';
import type { Verdict } from './reply-verdict.ts';

export type DirectPorts = {
  online: () => boolean;
  /** The server can be reached, and what it says is not taken: it was put back to another story, say. It takes stops all the same. */
  disputed: () => boolean;
  /** Resolves to whether everything that this person gave before is decided; it is waited for, and not for ever. */
  settled: () => Promise<boolean>;
  /** `head`: the newest row this laptop had when its person decided; the same for every try. */
  post: (command: Command, head: Head) => Promise<Verdict>;
  head: () => Head;
  /** Resolves once this laptop has the row of that number. */
  row: (number: number) => Promise<void>;
};

const TRIES = 3;

const noConnection: Outcome = {
  kind: 'offline',
  says: 'This needs a connection to the server. Nothing was sent; do it again once you are connected.',
};
const tooEarly: Outcome = {
  kind: 'offline',
  says: 'What you did before this has not reached the server yet, so this was not sent. Try it again in a moment.',
};
const noAnswer: Outcome = {
  kind: 'offline',
  says: 'The server did not answer. Once you are connected again, look whether it happened before you repeat it.',
};

/** Sends a command that needs the present state of the world, after what its person said before it; nothing of it is queued. */
export const sendDirect = async (
  command: Command,
  { online, disputed, settled, post, head, row }: DirectPorts,
): Promise<Outcome> => {
  const seen = head();
  if (!online() && !(isStop(command) && disputed())) return noConnection;
  // What waits is not decided there until the two agree again; a stop is not for waiting.
  if (online() && !(await settled())) return tooEarly;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const verdict = await post(command, seen);
    if (verdict.kind === 'taken') {
      await row(verdict.number);
      return asOutcome(verdict);
    }
    if (verdict.kind === 'refused') return verdict;
    if (verdict.kind === 'stuck') return { kind: 'offline', says: verdict.says };
    // The same id, so that it is carried out once however often it is heard.
    await new Promise((resolve) => setTimeout(resolve, waitBefore(attempt)));
  }
  return noAnswer;
};

/** What its person is told of a command that was taken. */
export const asOutcome = ({ number, secret }: Extract<Verdict, { kind: 'taken' }>): Outcome => ({
  kind: 'done',
  number,
  ...(secret !== undefined && { secret }),
});
