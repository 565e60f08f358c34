import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { MAX_BODY } from '../../domain/wire/http.ts';

/** Thrown anywhere while a request is answered; becomes a Failure with this status. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, says: string) {
    super(says);
    this.status = status;
    this.code = code;
  }
}

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string | string[]> = {},
): void => sendText(response, status, JSON.stringify(body), 'application/json; charset=utf-8', headers);

export const sendText = (
  response: ServerResponse,
  status: number,
  text: string,
  type: string,
  headers: Record<string, string | string[]> = {},
): void => {
  if (response.headersSent) return;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
};

/** Reads a JSON body of at most MAX_BODY bytes and parses it with its schema; every fault has a sentence. */
export const readJson = async <S extends z.ZodType>(request: IncomingMessage, schema: S): Promise<z.infer<S>> => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new HttpError(415, 'not json', 'Send this as JSON.');
  const tooLarge = (): HttpError =>
    new HttpError(413, 'too large', `This is too large; at most ${MAX_BODY / 1024} kB can be sent at once.`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw tooLarge();
    parts.push(part);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new HttpError(400, 'bad json', 'This is not JSON.');
  }
  const parsed = schema.safeParse(mended(body, 0));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  // Our own schemas speak in sentences; what they do not say is a disagreement between two programs.
  const says = issue?.message.endsWith('.')
    ? issue.message
    : `The server does not understand ${issue?.path.join('.') || 'this'}. Update the app.`;
  throw new HttpError(422, 'bad value', says);
};

/** No message of ours is nested deeper than this, anchors and facts included. */
const DEEPEST = 20;

/**
 * The same value without half surrogate pairs, which have no UTF-8 and so no canonical text to hash. Schemas, hashes and comparisons call
 * themselves for what is nested, so that endless brackets would overflow the stack there.
 */
const mended = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) throw new HttpError(422, 'bad value', 'This is nested too deep to mean anything.');
  if (Array.isArray(value)) return value.map((each: unknown) => mended(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.toWellFormed(), mended(each, depth + 1)]),
  );
};
