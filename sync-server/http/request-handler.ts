import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { faultOf } from '../fault.ts';
import type { Log } from '../log.ts';
import { HttpError, sendJson } from './answer.ts';
import { serveApp } from './app-files.ts';
import { answerOperators, type ForOperatorsFrom } from './operator-routes.ts';
import { checkHost, checkOrigin, type OriginRules } from './origin.ts';
import type { Rate } from './rate.ts';
import type { RoutesFrom } from './route.ts';
import { answer } from './routes.ts';

export type HandlerFrom = {
  routes: RoutesFrom;
  operators: ForOperatorsFrom;
  origins: OriginRules;
  /** Counts what leads nowhere: addresses where nothing is, requests of other sites. */
  astray: Rate;
  /** Counts files of the app, which a browser fetches all of at each version, to start without a server. */
  files: Rate;
  /** Folder of the built app, or null where only the desktop app is served. */
  app: string | null;
  log: Log;
  /** A request was answered, with this status. */
  answered: (status: number) => void;
};

/** Answers every request; none of them throws. */
export const requestHandler = (from: HandlerFrom): RequestListener => {
  const { log, answered } = from;
  return (request, response) => {
    response.on('error', () => undefined);
    const began = performance.now();
    response.once('close', () => {
      answered(response.statusCode);
      const path = pathOf(request);
      if (path.startsWith('/api/') || response.statusCode >= 500)
        log('answered', {
          method: request.method,
          path,
          status: response.statusCode,
          ms: Math.round(performance.now() - began),
        });
    });
    handle(from, request, response).catch((error: unknown) => fail(error, request, response, log));
  };
};

const handle = async (
  { routes, operators, origins, astray, files, app }: HandlerFrom,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  const address = routes.addressOf(request);
  try {
    checkHost(request, origins);
    if (changes) checkOrigin(request, origins);
  } catch (error) {
    astray.take(address);
    throw error;
  }
  const url = URL.parse(request.url ?? '/', 'http://x');
  if (!url) throw new HttpError(400, 'bad address', 'This address cannot be read.');
  const { pathname, searchParams } = url;
  if (answerOperators(operators, request, response, pathname)) return;
  if (await answer(routes, { request, response, query: searchParams }, pathname)) return;
  try {
    if (changes || pathname.startsWith('/api/'))
      throw new HttpError(404, 'not found', 'There is nothing at this address.');
    files.take(address);
    // The path as it was sent: parsing has already resolved dots that should be refused.
    await serveApp(app, request, response, (request.url ?? '/').split(/[?#]/)[0]!);
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) astray.take(address);
    throw error;
  }
};

/** Without the query, which may hold what is nobody's business. */
const pathOf = (request: IncomingMessage): string => (request.url ?? '').split(/[?#]/)[0]!.slice(0, 200);

const fail = (error: unknown, request: IncomingMessage, response: ServerResponse, log: Log): void => {
  if (error instanceof HttpError) {
    // The rest of a body nobody reads would be taken for the next request.
    const close = error.status === 413 ? { connection: 'close' } : {};
    return sendJson(response, error.status, { error: error.code, says: error.message }, close);
  }
  const fault = faultOf(error, 'the server’s data');
  if (fault?.code === 'stopping')
    return sendJson(response, 503, { error: fault.code, says: fault.message }, { connection: 'close' });
  log('a request failed', { level: 'error', method: request.method, path: pathOf(request), error: fault ?? error });
  const says =
    fault?.code === 'disk full'
      ? 'The server’s disk is full; nothing was recorded. Whoever runs it must free some space; then try again.'
      : 'The server could not do this; nothing was recorded. Try again, and tell whoever runs it.';
  if (response.headersSent) response.destroy();
  else sendJson(response, fault ? 503 : 500, { error: fault?.code ?? 'server fault', says });
};
