import type { z } from 'zod';
import { Failure } from '../../../domain/wire/http.ts';
import type { Endpoint } from './endpoint.ts';
import type { Answer, Transport } from './transport.ts';

export type Asked<T> =
  | { kind: 'answered'; value: T }
  /** The server answered and did not do it. */
  | { kind: 'refused'; status: number; code: string; says: string }
  | { kind: 'unreachable' };

/** Sends one request of the contract and parses what comes back; nothing of an answer is used unparsed. */
export const ask = async <S extends z.ZodType>(
  transport: Transport,
  endpoint: Endpoint,
  method: 'GET' | 'POST',
  path: string,
  reply: S,
  body?: unknown,
): Promise<Asked<z.infer<S>>> => {
  let answer: Answer;
  try {
    answer = await transport.request(endpoint, method, path, body);
  } catch {
    return { kind: 'unreachable' };
  }
  return readAnswer(answer, reply);
};

/** What a person is told who asked for something that only the server has. */
export const cannotBeReached = 'The server cannot be reached. Try again when this laptop is connected.';

/** Whether time cures a refusal: too many requests, a request that took too long, a fault of the server. */
export const isPassing = (status: number): boolean => status === 429 || status === 408 || status >= 500;

/** What an answer says, by the reply the contract promises for it. */
export const readAnswer = <S extends z.ZodType>({ status, body }: Answer, reply: S): Asked<z.infer<S>> => {
  if (status >= 200 && status < 300) {
    const parsed = reply.safeParse(body);
    if (parsed.success) return { kind: 'answered', value: parsed.data };
    return {
      kind: 'refused',
      status,
      code: 'unreadable',
      says: 'The server answered in a way this app cannot read. Update the app.',
    };
  }
  const failure = Failure.safeParse(body);
  // It is about to be gone, or back; neither is news for a person.
  if (failure.data?.error === 'stopping') return { kind: 'unreachable' };
  if (failure.success) return { kind: 'refused', status, code: failure.data.error, says: failure.data.says };
  // What stands between (a proxy, a dev server) speaks for a server that it cannot reach.
  if (status >= 500) return { kind: 'unreachable' };
  return { kind: 'refused', status, code: 'refused', says: `The server refused this (${status}).` };
};
