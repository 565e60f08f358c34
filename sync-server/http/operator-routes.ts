import { timingSafeEqual, createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { freeBytes, type Counted } from '../operations/metrics.ts';
import type { Workspaces } from '../workspaces.ts';
import { HttpError, sendJson, sendText } from './answer.ts';
import { isLoopback } from './origin.ts';

/** Below this much free space the operator is told while it still works, in bytes. */
const LITTLE_SPACE = 200 * 1024 * 1024;

export type ForOperatorsFrom = {
  workspaces: Workspaces;
  counted: Counted;
  data: string;
  /** Whoever has it may ask from anywhere. */
  token: string | null;
  /** Requests come through a proxy, from this machine, whoever makes them. */
  behindTls: boolean;
  stopping: () => boolean;
  /** Counts whoever does not run the server, and throws once they asked too often. */
  knocks: (request: IncomingMessage) => void;
};

/** `/health`, for whoever decides whether to send people here, and `/metrics`. False where the path is another. */
export const answerOperators = (
  from: ForOperatorsFrom,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): boolean => {
  if (path !== '/health' && path !== '/metrics') return false;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new HttpError(405, 'wrong method', 'This address does not take that kind of request.');
  const asOperator = isOperator(from, request);
  if (!asOperator) from.knocks(request);
  if (path === '/health') {
    const { ok, why } = healthOf(from);
    // Anybody may know whether it works; what is wrong names workspaces.
    sendJson(response, ok ? 200 : 503, asOperator ? { ok, why } : { ok });
  } else {
    if (!asOperator)
      throw new HttpError(
        403,
        'no right',
        'Metrics are for whoever runs the server: ask on the machine itself, or with COUNTERSIGN_METRICS_TOKEN as a bearer token.',
      );
    sendText(response, 200, from.counted.registry.text(), 'text/plain; version=0.0.4; charset=utf-8');
  }
  return true;
};

/** Whether it can take what people write; `why` also names what is wrong beside that. */
export const healthOf = ({ workspaces, counted, data, stopping }: ForOperatorsFrom): { ok: boolean; why: string[] } => {
  const failures: string[] = [];
  if (stopping()) failures.push('The server is stopping.');
  // Where nobody writes, nobody else would find out that it takes something again.
  for (const workspace of workspaces.open)
    if (counted.refusing().has(workspace.id) && workspace.rooms.unsaved.length === 0) workspace.tryDisk();
  if (counted.refusing().size > 0)
    failures.push('The disk takes nothing at the moment; what people wrote is kept and tried again.');
  const free = freeBytes(data);
  const warnings = workspaces.damaged.map(({ says }) => says);
  if (free !== null && free < LITTLE_SPACE)
    warnings.push(`Only ${Math.floor(free / 1024 / 1024)} MB are free on the disk that holds the data.`);
  return { ok: failures.length === 0, why: [...failures, ...warnings] };
};

const isOperator = ({ token, behindTls }: ForOperatorsFrom, request: IncomingMessage): boolean => {
  const [, offered] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (token !== null && offered !== undefined) return timingSafeEqual(digest(offered), digest(token));
  const { 'x-forwarded-for': one, forwarded: other } = request.headers;
  // A proxy on this machine asks from here, too, in whoever's name.
  return (
    !behindTls &&
    one === undefined &&
    other === undefined &&
    isLoopback((request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''))
  );
};
const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
