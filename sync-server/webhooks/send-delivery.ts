import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestOverTls } from 'node:https';
import type { LookupFunction } from 'node:net';
import { addressFault, isOutside } from './address.ts';

/** What came of one attempt: the receiver's status, or why there is none, in words. */
export type Attempt = { status: number | null; fault: string | null };
export type Sending = {
  url: string;
  body: string;
  headers: Record<string, string>;
  local: boolean;
  signal: AbortSignal;
};

/** A receiver must have answered by then, in ms. */
const PATIENCE = 10_000;

const INSIDE = 'This address leads into the server’s own network. Whoever runs the server can allow it.';

type Resolve = (
  name: string,
  options: LookupAllOptions,
  found: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;
/** Looks a name up and lets the connection go to what was found and judged, and nowhere else. One number inside spoils all. */
export const guardedLookup =
  (resolve: Resolve): LookupFunction =>
  (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) return callback(error ?? new Error('not found'), '');
      if (!found.every(({ address }) => isOutside(address))) return callback(new Error(INSIDE), '');
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };

/** Posts once, follows nothing, reads no more than the status. Never throws; `aborted` faults are for whoever aborted. */
export const sendDelivery = async ({ url, body, headers, local, signal }: Sending): Promise<Attempt> => {
  const fault = addressFault(url, local);
  if (fault !== null) return { status: null, fault };
  const patience = AbortSignal.timeout(PATIENCE);
  const address = new URL(url);
  const post = address.protocol === 'https:' ? requestOverTls : requestPlain;
  return new Promise((resolve) => {
    const request = post(address, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      signal: AbortSignal.any([signal, patience]),
      ...(!local && { lookup: guardedLookup(lookup) }),
    });
    request.once('response', (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      resolve({ status, fault: saysOf(status) });
    });
    request.once('error', (error) => {
      resolve({ status: null, fault: patience.aborted ? 'It did not answer within 10 seconds.' : faultOf(error) });
    });
    request.end(body);
  });
};

const saysOf = (status: number): string | null => {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return `It answered with a redirect (${status}), which is not followed. Give the address it leads to.`;
  return `It answered ${status}.`;
};

const faultOf = (error: Error): string => {
  if (error.message === INSIDE) return INSIDE;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'There is no such name.';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT')
    return 'Nobody answers at this address.';
  if (code.startsWith('CERT') || code.includes('CERT') || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL'))
    return `Its certificate is not one that can be trusted (${code}).`;
  return `It broke off (${code || error.name}).`;
};
