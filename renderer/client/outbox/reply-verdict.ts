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

/** Whether the server is not as the feed left it: it knows less than this laptop, or something else, or somebody else is signed in. */
export const isOtherwise = ({ status, body }: Answer): boolean =>
  status === 409 && ['rolled back', 'another member'].includes(Failure.safeParse(body).data?.error ?? '');

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
  const { status, code, says } = read;
  if (code === 'another member') return { kind: 'stuck', says };
  // Carried out, in words of a newer server: the feed will tell.
  if (status === 200 || status === 401 || status === 403 || status === 404) return { kind: 'stuck', says };
  if (isPassing(status)) return { kind: 'later' };
  return { kind: 'refused', reasons: [{ code: 'bad value', says, fix: null }] };
};
