import type { IncomingMessage } from 'node:http';
import { HttpError } from './answer.ts';

export type OriginRules = {
  /** Further origins that may change things, such as the desktop app's. */
  origins: ReadonlySet<string>;
  /** On loopback without a proxy only these names lead here; another `Host` is a page that rebound its own name. */
  loopbackOnly: boolean;
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether only programs of this machine reach a listener there. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Refuses requests that another site's page made. */
export const checkHost = (request: IncomingMessage, { origins, loopbackOnly }: OriginRules): void => {
  const host = request.headers.host ?? '';
  const name = parse(`http://${host}`)?.hostname;
  if (!name) throw new HttpError(400, 'bad host', 'The request names no host.');
  if (!loopbackOnly || LOOPBACK.has(name)) return;
  for (const origin of origins) if (parse(origin)?.host === host) return;
  throw new HttpError(403, 'forged origin', 'This server is not reached under that name.');
};

/** Every request that changes something says where it comes from: this host, or a configured origin. */
export const checkOrigin = (request: IncomingMessage, { origins }: OriginRules): void => {
  const { origin, host } = request.headers;
  if (origin === undefined || origin === 'null')
    throw new HttpError(403, 'forged origin', 'The request does not say where it comes from.');
  if (origins.has(origin)) return;
  const from = parse(origin);
  // A browser spells an origin in one way; whatever else reads as one was made by hand.
  const plain = from !== null && from.origin === origin && (from.protocol === 'http:' || from.protocol === 'https:');
  if (!plain || from.host !== host)
    throw new HttpError(403, 'forged origin', 'This was sent from another site and was not carried out.');
};

const parse = (address: string): URL | null => (URL.canParse(address) ? new URL(address) : null);
