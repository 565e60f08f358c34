import { CommandReply, Failure, Refused } from '../../../domain/wire/http.ts';
import type { Reason } from '../../../domain/gate/refusal.ts';
import { isPassing, readAnswer } from '../transport/ask.ts';
import type { Answer } from '../transport/transport.ts';

/** What to make of the server's answer to a command. */
export type Verdict =
  | { kind: 'taken'; number: number; secret?: string }
  | { kind: 'refused'; reasons: Reason[] }
  /** Nothing was decided: the command waits and is sent again. */
  | { kind: 'later' }
  /** The same, and it will not get better by itself. */
  | { kind: 'stuck'; says: string };

/** Whether the server knows less than this laptop, or something else. */
export const isRolledBack = ({ status, body }: Answer): boolean =>
  status === 409 && Failure.safeParse(body).data?.error === 'rolled back';

/** Judges the server's answer to a command by its status and body. What time may cure is `later`, never `refused`. */
export const replyVerdict = (answer: Answer): Verdict => {
  const refused = answer.status === 409 ? Refused.safeParse(answer.body) : null;
  if (refused?.success) return { kind: 'refused', reasons: refused.data.reasons as Reason[] };
  const read = readAnswer(answer, CommandReply);
  if (read.kind === 'unreachable') return { kind: 'later' };
  if (read.kind === 'answered') {
    const { number, secret } = read.value;
    return { kind: 'taken', number, ...(secret !== undefined && { secret }) };
  }
  const { status, says } = read;
  // Carried out, in words of a newer server: the feed will tell.
  if (status === 200 || status === 401 || status === 403 || status === 404) return { kind: 'stuck', says };
  if (isPassing(status)) return { kind: 'later' };
  return { kind: 'refused', reasons: [{ code: 'bad value', says, fix: null }] };
};
