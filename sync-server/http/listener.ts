import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkedPair, refuseMalformed } from '../listen.ts';
import type { Log } from '../log.ts';
import { HttpError } from './answer.ts';
import { checkHost, type OriginRules } from './origin.ts';
import { networkOf } from './rate.ts';

/** Node looks at these only every half minute unless it is told to. In ms. */
const PATIENCE = { requestTimeout: 30_000, headersTimeout: 7_000, connectionsCheckingInterval: 2_000 };
const HANDSHAKE = 10_000;
const MAX_HEADERS = 100;

export type ListenerFrom = {
  answer: RequestListener;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  origins: OriginRules;
  /** Connections at once; beyond it the next one finds nobody. */
  maxConnections: number;
  /** Of one address, where this listener sees addresses; null where a proxy stands in front of it, or only this machine gets to it. */
  maxOfAddress: number | null;
  log: Log;
};

/** What answers HTTP and admits websockets; it does not listen yet. Throws a Fault where certificate and key do not fit. */
export const httpListener = (from: ListenerFrom, tls: { cert: string; key: string } | null): Server => {
  const server = tls
    ? createTlsServer({
        ...PATIENCE,
        ...checkedPair(tls.cert, tls.key),
        minVersion: 'TLSv1.3',
        handshakeTimeout: HANDSHAKE,
      })
    : createServer(PATIENCE);
  server.on('request', from.answer);
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = from.maxConnections;
  if (from.maxOfAddress !== null) boundAddresses(server, from.maxOfAddress);
  server.on('upgrade', (request, socket, head) => {
    try {
      checkHost(request, from.origins);
      from.upgrade(request, socket, head);
    } catch (error) {
      if (!(error instanceof HttpError)) from.log('a websocket was not admitted', { level: 'error', error });
      socket.destroy();
    }
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuseMalformed(error, socket));
  return server;
};

/** Hangs up on whoever opens more connections than an office has: one address must not take them all. */
const boundAddresses = (server: Server, most: number): void => {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '');
    const others = open.get(address) ?? 0;
    if (others >= most) {
      socket.destroy();
      return;
    }
    open.set(address, others + 1);
    socket.once('close', () => {
      const left = open.get(address)! - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
};
