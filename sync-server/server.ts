import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpListener } from './http/listener.ts';
import type { ForOperatorsFrom } from './http/operator-routes.ts';
import { isLoopback, type OriginRules } from './http/origin.ts';
import { Rate } from './http/rate.ts';
import { requestHandler } from './http/request-handler.ts';
import type { RoutesFrom } from './http/route.ts';
import { inUrl, listen, portFault } from './listen.ts';
import { standardLog, type Log } from './log.ts';
import { countedMetrics, readOffMetrics } from './operations/metrics.ts';
import { FairShare } from './rooms/fair-share.ts';
import { Pace } from './rooms/pace.ts';
import { TextCache } from './rooms/text-cache.ts';
import { shutDown } from './shutdown.ts';
import { SocketServer } from './sockets/socket-server.ts';
import { Tickets } from './sockets/tickets.ts';
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
  /** Connections at once, of all kinds; and of one address, where people come without a proxy. */
  maxConnections?: number;
  maxOfAddress?: number;
  version?: string;
  /** The time of day, in ms. */
  clock?: () => number;
  /** Milliseconds that only grow, for whatever lasts. */
  elapsed?: () => number;
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

/** How often rooms and connections are looked after, in ms. */
const TICK = 5_000;
/** Four times what was ever measured here; beyond it a listener takes no more. */
const MAX_CONNECTIONS = 20_000;
/** An office shares one address, and each of its people has some eight connections. */
const MAX_OF_ADDRESS = 2_000;

/** Opens the data folder and listens. Throws a Fault, whose message says what to do. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { log = standardLog(), clock = Date.now, elapsed = () => performance.now(), behindTls } = options;
  const { data, version = '0.1.0' } = options;
  const counted = countedMetrics();
  const later = (ms: number, work: () => void): void => void setTimeout(work, ms).unref();
  const workspaces = openWorkspaces(options, {
    log,
    clock,
    elapsed,
    later,
    soon: paced(log),
    fair: new FairShare({ elapsed, later }),
    cache: new TextCache(),
    meters: counted.metersOf,
    localWebhooks: options.localWebhooks ?? false,
  });

  const addressOf = (request: IncomingMessage): string => clientAddress(request, behindTls);
  const [rate, reads] = [new Rate(elapsed, 60, 60), new Rate(elapsed, 600, 600)];
  const astray = new Rate(elapsed, 2_000, 2_000);
  // An office behind one address: after an update each of its browsers fetches all of the app, some two hundred files, within a minute.
  const files = new Rate(elapsed, 20_000, 20_000);
  const tickets = new Tickets(elapsed);
  const sockets = new SocketServer({
    workspace: (id) => workspaces.get(id),
    tickets,
    elapsed,
    log,
    refused: counted.refused,
    mayKnock: (request) => reads.mayAsk(addressOf(request)),
  });
  const origins: OriginRules = {
    origins: new Set(options.origins),
    loopbackOnly: !behindTls && isLoopback(options.host),
  };
  const streams: RoutesFrom['streams'] = new Set();
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
    streams,
  };
  let closing: Promise<Unsaved[]> | null = null;
  const operators: ForOperatorsFrom = {
    workspaces,
    counted,
    data,
    token: options.metricsToken ?? null,
    behindTls,
    stopping: () => closing !== null,
    knocks: (request) => reads.take(addressOf(request)),
  };
  const stopReading = readOffMetrics(counted.registry, { workspaces, sockets, streams, version, data });

  /** One way in, by its own routes and rules. */
  const listener = (routes: RoutesFrom, origins: OriginRules, tls: ServerOptions['tls']): Server =>
    httpListener(
      {
        answer: requestHandler({
          routes,
          operators,
          origins,
          astray,
          files,
          app: options.app,
          log,
          answered: counted.answered,
        }),
        upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
        origins,
        maxConnections: options.maxConnections ?? MAX_CONNECTIONS,
        // The plain way is for this machine alone, or for a proxy that counts by itself.
        maxOfAddress: tls ? (options.maxOfAddress ?? MAX_OF_ADDRESS) : null,
        log,
      },
      tls ?? null,
    );
  const listeners: Server[] = [];
  const open = async (server: Server, at: { host: string; port: number }, setting: string): Promise<number> => {
    listeners.push(server);
    await listen(server, at.host, at.port).catch((error: unknown) => {
      throw portFault(error, at, setting);
    });
    return (server.address() as AddressInfo).port;
  };
  let port: number;
  let tlsUrl: string | null = null;
  try {
    port = await open(listener(routes, origins, null), options, 'COUNTERSIGN_');
    const { tls } = options;
    if (tls) {
      const restricted = tls.inviteOnly ? { mayFound: false, maySample: false } : {};
      const strict = { ...routes, secure: true, ...restricted };
      const tlsPort = await open(listener(strict, { ...origins, loopbackOnly: false }, tls), tls, 'COUNTERSIGN_TLS_');
      tlsUrl = `https://${inUrl(tls.host)}:${tlsPort}`;
    }
  } catch (error) {
    stopReading();
    for (const each of listeners) each.close();
    await workspaces.close();
    throw error;
  }

  const tick = setInterval(() => {
    sockets.tick();
    workspaces.tick();
  }, TICK);
  tick.unref();
  const close = (): Promise<Unsaved[]> => {
    clearInterval(tick);
    stopReading();
    return shutDown({ workspaces, sockets, listeners, streams });
  };
  return {
    url: `http://${inUrl(options.host)}:${port}`,
    port,
    tlsUrl,
    workspaces,
    close: () => (closing ??= close()),
  };
};

/** Gives the folder back where anything in it cannot be opened. */
const openWorkspaces = (
  { data, sample }: ServerOptions,
  ports: ConstructorParameters<typeof Workspaces>[2],
): Workspaces => {
  const folder = data === ':memory:' ? memoryFolder() : openDataFolder(data);
  try {
    return new Workspaces(folder, sample, ports);
  } catch (error) {
    folder.close();
    throw error;
  }
};

/** Turns of all workspaces at one pace. */
const paced = (log: Log): ((work: () => void, heard: number) => void) => {
  const pace = new Pace({ failed: (error) => log('a turn failed', { level: 'error', error }) });
  return (work, heard) => pace.soon(work, heard);
};

const clientAddress = (request: IncomingMessage, behindTls: boolean): string => {
  const forwarded = behindTls ? request.headers['x-forwarded-for'] : undefined;
  // The last entry is the one our own proxy added.
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim();
  return last || (request.socket.remoteAddress ?? 'unknown');
};
