import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { faultOf } from './fault.ts';
import { HttpError, sendJson } from './http/answer.ts';
import { serveApp } from './http/app-files.ts';
import { checkHost, checkOrigin, isLoopback, type OriginRules } from './http/origin.ts';
import { Rate } from './http/rate.ts';
import type { RoutesFrom } from './http/route.ts';
import { answer } from './http/routes.ts';
import { checkedPair, inUrl, listen, portFault, refuseMalformed } from './listen.ts';
import { standardLog, type Log } from './log.ts';
import { answerOperators, type ForOperatorsFrom } from './operations/for-operators.ts';
import { countedMetrics, readOffMetrics } from './operations/metrics.ts';
import { Pace } from './rooms/pace.ts';
import { Sockets } from './rooms/socket.ts';
import { Tickets } from './rooms/tickets.ts';
import { memoryFolder, openDataFolder } from './store/data-folder.ts';
import type { Sample } from './workspace.ts';
import { Workspaces, type Unsaved } from './workspaces.ts';

export type ServerOptions = {
  /** The data folder, or `:memory:`. */
  data: string;
  host: string;
  /** 0: any free one. */
  port: number;
  /** Folder of the built app, or null where only the desktop app is served. */
  app: string | null;
  /** Further origins that may change things. */
  origins: readonly string[];
  mayFound: boolean;
  /** A proxy before it ends TLS and names the client in `x-forwarded-for`. */
  behindTls: boolean;
  /** A second way in, with TLS, for people elsewhere; PEM. The first one stays as it is. `inviteOnly`: nobody founds or sits down in the sample there. */
  tls?: { host: string; port: number; cert: string; key: string; inviteOnly?: boolean } | null;
  sample: Sample | null;
  /** Webhooks may lead into this machine and its network. */
  localWebhooks?: boolean;
  /** With this bearer token `/metrics` and the reasons of `/health` are told to anybody who asks; else only to this machine. */
  metricsToken?: string | null;
  /** Connections at once, of all kinds. */
  maxConnections?: number;
  version?: string;
  clock?: () => number;
  log?: Log;
};

export type RunningServer = {
  url: string;
  port: number;
  /** Where it answers with TLS, if it does. */
  tlsUrl: string | null;
  workspaces: Workspaces;
  /** Saves everything and stops, within a deadline. Returns what could not be saved. */
  close: () => Promise<Unsaved[]>;
};

/** How long a disk that refuses is asked again before the server ends without it, in ms. */
const SAVE_DEADLINE = 4_000;
/** How long connections may take to end by themselves, in ms. */
const CLOSE_DEADLINE = 3_000;
const TICK = 5_000;
/** Four times what was ever measured here; beyond it a listener takes no more. */
const MAX_CONNECTIONS = 20_000;

/** Opens the data folder and listens. Throws a Fault, whose message says what to do. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { log = standardLog(), clock = Date.now, behindTls, version = '0.1.0' } = options;
  const counted = countedMetrics();
  const { meters } = counted;
  const folder = options.data === ':memory:' ? memoryFolder() : openDataFolder(options.data);
  const pace = new Pace();
  let workspaces: Workspaces;
  try {
    workspaces = new Workspaces(folder, options.sample, {
      log,
      clock,
      soon: (work, heard) => pace.soon(work, heard),
      later: (ms, work) => void setTimeout(work, ms).unref(),
      meters,
      localWebhooks: options.localWebhooks ?? false,
    });
  } catch (error) {
    folder.close();
    throw error;
  }
  const tickets = new Tickets(clock);
  const addressOf = (request: IncomingMessage): string => clientAddress(request, behindTls);
  const rate = new Rate(clock, 60, 60);
  const reads = new Rate(clock, 600, 600);
  const mayKnock = (request: IncomingMessage): boolean => reads.mayAsk(addressOf(request));
  const sockets = new Sockets({ workspaces, tickets, clock, log, meters, mayKnock });
  const origins: OriginRules = {
    origins: new Set(options.origins),
    loopbackOnly: !behindTls && isLoopback(options.host),
  };
  const routes: RoutesFrom = {
    workspaces,
    tickets,
    version,
    mayFound: options.mayFound,
    maySample: true,
    secure: behindTls,
    clock,
    addressOf,
    rate,
    reads,
    streams: new Set(),
  };

  const stopReading = readOffMetrics(counted.registry, {
    workspaces,
    sockets,
    streams: routes.streams,
    version,
    data: options.data,
  });
  let closing: Promise<Unsaved[]> | null = null;
  const operators: ForOperatorsFrom = {
    workspaces,
    counted,
    data: options.data,
    token: options.metricsToken ?? null,
    behindTls,
    stopping: () => closing !== null,
    knocks: (request) => reads.take(addressOf(request)),
  };

  const handle = async (
    from: RoutesFrom,
    origins: OriginRules,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    try {
      checkHost(request, origins);
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
      const changes = request.method !== 'GET' && request.method !== 'HEAD';
      if (changes) checkOrigin(request, origins);
      if (answerOperators(operators, request, response, pathname)) return;
      if (await answer(from, { request, response, query: searchParams }, pathname)) return;
      if (changes || pathname.startsWith('/api/'))
        throw new HttpError(404, 'not found', 'There is nothing at this address.');
      // The path as it was sent: `new URL` has already resolved dots that should be refused.
      await serveApp(options.app, request, response, (request.url ?? '/').split(/[?#]/)[0]!);
    } catch (error) {
      fail(error, request, response, log);
    }
  };

  const admit = (server: Server, from: RoutesFrom, origins: OriginRules): Server => {
    server.on('request', (request, response) => {
      response.on('error', () => undefined);
      const began = performance.now();
      response.once('close', () => {
        counted.answered(response.statusCode);
        const path = pathOf(request);
        if (path.startsWith('/api/') || response.statusCode >= 500)
          log('answered', {
            method: request.method,
            path,
            status: response.statusCode,
            ms: Math.round(performance.now() - began),
          });
      });
      void handle(from, origins, request, response);
    });
    server.maxHeadersCount = 100;
    server.maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
    server.on('upgrade', (request, socket, head) => {
      try {
        checkHost(request, origins);
        sockets.upgrade(request, socket, head);
      } catch (error) {
        if (!(error instanceof HttpError)) log('a websocket was not admitted', { level: 'error', error });
        socket.destroy();
      }
    });
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuseMalformed(error, socket));
    return server;
  };
  // Node looks at these only every half minute unless it is told to.
  const patience = { requestTimeout: 30_000, headersTimeout: 7_000, connectionsCheckingInterval: 2_000 };
  const server = admit(createServer(patience), routes, origins);
  let tlsServer: Server | null = null;
  try {
    await listen(server, options.host, options.port).catch((error: unknown) => {
      throw portFault(error, options, 'COUNTERSIGN_');
    });
    if (options.tls) {
      const { host, port, cert, key, inviteOnly } = options.tls;
      tlsServer = admit(
        createTlsServer({ ...patience, ...checkedPair(cert, key), minVersion: 'TLSv1.3', handshakeTimeout: 10_000 }),
        { ...routes, secure: true, ...(inviteOnly && { mayFound: false, maySample: false }) },
        { ...origins, loopbackOnly: false },
      );
      await listen(tlsServer, host, port).catch((error: unknown) => {
        throw portFault(error, { host, port }, 'COUNTERSIGN_TLS_');
      });
    }
  } catch (error) {
    stopReading();
    server.close();
    await workspaces.close();
    throw error;
  }
  const servers = tlsServer ? [server, tlsServer] : [server];
  const { port } = server.address() as AddressInfo;
  const tick = setInterval(() => {
    sockets.tick();
    for (const { rooms } of workspaces.open) rooms.tick();
  }, TICK);
  tick.unref();

  const close = async (): Promise<Unsaved[]> => {
    clearInterval(tick);
    stopReading();
    sockets.stop();
    for (const end of routes.streams) end();
    // Everything is written, and every socket told, before anything waits for the network.
    const unsaved = await workspaces.close(SAVE_DEADLINE);
    const closed = servers.map((each) => new Promise<void>((resolve) => each.close(() => resolve())));
    for (const each of servers) each.closeIdleConnections();
    const deadline = setTimeout(() => {
      sockets.terminate();
      for (const each of servers) each.closeAllConnections();
    }, CLOSE_DEADLINE);
    await Promise.all(closed);
    clearTimeout(deadline);
    sockets.terminate();
    return unsaved;
  };
  return {
    url: `http://${inUrl(options.host)}:${port}`,
    port,
    tlsUrl: tlsServer && `https://${inUrl(options.tls!.host)}:${(tlsServer.address() as AddressInfo).port}`,
    workspaces,
    close: () => (closing ??= close()),
  };
};

/** Without the query, which may hold what is nobody's business. */
const pathOf = (request: IncomingMessage): string => (request.url ?? '').split(/[?#]/)[0]!.slice(0, 200);

const clientAddress = (request: IncomingMessage, behindTls: boolean): string => {
  const forwarded = behindTls ? request.headers['x-forwarded-for'] : undefined;
  // The last entry is the one our own proxy added.
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim();
  return last || (request.socket.remoteAddress ?? 'unknown');
};

const fail = (error: unknown, request: IncomingMessage, response: ServerResponse, log: Log): void => {
  if (error instanceof HttpError) {
    // The rest of a body nobody reads would be taken for the next request.
    const close = error.status === 413 ? { connection: 'close' } : {};
    return sendJson(response, error.status, { error: error.code, says: error.message }, close);
  }
  const fault = faultOf(error, 'the server’s data');
  log('a request failed', { level: 'error', method: request.method, path: pathOf(request), error: fault ?? error });
  const says =
    fault?.code === 'disk full'
      ? 'The server’s disk is full; nothing was recorded. Whoever runs it must free some space; then try again.'
      : 'The server could not do this; nothing was recorded. Try again, and tell whoever runs it.';
  if (response.headersSent) response.destroy();
  else sendJson(response, fault ? 503 : 500, { error: fault?.code ?? 'server fault', says });
};
