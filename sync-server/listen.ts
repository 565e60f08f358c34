import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Fault } from './fault.ts';

/** Both, where they belong together. */
export const checkedPair = (cert: string, key: string): { cert: string; key: string } => {
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return { cert, key };
  } catch (error) {
    throw new Fault('bad setting', 'COUNTERSIGN_TLS_CERT or COUNTERSIGN_TLS_KEY is not a PEM file.', error);
  }
  throw new Fault('bad setting', 'COUNTERSIGN_TLS_KEY is not the key of the certificate in COUNTERSIGN_TLS_CERT.');
};

/** An address as it stands in a URL. */
export const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Resolves once it listens. */
export const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Why an address cannot be listened on, with the setting to change. */
export const portFault = (error: unknown, { host, port }: { host: string; port: number }, setting: string): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new Fault(
      'port in use',
      `Port ${port} is in use by another program. End that one, or set ${setting}PORT to another port.`,
      error,
    );
  if (code === 'EACCES')
    return new Fault(
      'bad setting',
      `Port ${port} may not be used by this account. Set ${setting}PORT to one above 1023.`,
      error,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Fault(
      'bad setting',
      `${host} is not an address of this machine. Set ${setting}HOST to one that is.`,
      error,
    );
  return error;
};

/** Answers what is no HTTP at all. */
export const refuseMalformed = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  if (!socket.writable) return void socket.destroy();
  const end = (): unknown => socket.destroy();
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, end);
};
