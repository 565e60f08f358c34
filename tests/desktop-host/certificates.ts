import { request } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { defaultSession } from './session.ts';
import { cdp } from './state.ts';

const reach = (host: string, port: number): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = connect(
      { host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) },
      () => resolve(socket),
    );
    socket.once('error', reject);
  });

/** Whether the app trusts what this socket ends at: its own verdict, and the system's where it leaves it to that. */
const isTrusted = async (host: string, socket: TLSSocket): Promise<boolean> => {
  const pem = socket.getPeerX509Certificate()?.toString();
  if (pem === undefined) return false;
  const verdict = await defaultSession.judgeCertificate(host, pem, socket.authorized);
  return verdict === 0 || (verdict === -3 && socket.authorized);
};

const placeOf = (url: string): [string, number] => {
  const { hostname, port } = new URL(url);
  return [hostname.replace(/^\[|\]$/g, ''), Number(port || 443)];
};

/** The browser's own connections: where it finds fault with a certificate, the app's verdict is asked and carried out. */
export const watchCertificates = async (): Promise<void> => {
  cdp().on('Security.certificateError', ({ eventId, requestURL }: { eventId: number; requestURL: string }) => {
    const [host, port] = placeOf(requestURL);
    void reach(host, port)
      .then(async (socket) => {
        const trusted = await isTrusted(host, socket);
        socket.destroy();
        return trusted;
      })
      .catch(() => false)
      .then((trusted) =>
        cdp().send('Security.handleCertificateError', { eventId, action: trusted ? 'continue' : 'cancel' }),
      )
      .catch(() => undefined);
  });
  await cdp().send('Security.enable');
  await cdp().send('Security.setOverrideCertificateErrors', { override: true });
};

/** One request over a connection whose certificate was judged before anything was sent. Follows nothing, caches nothing. */
export const fetchJudged = async (url: string, init: RequestInit = {}): Promise<Response> => {
  const [host, port] = placeOf(url);
  const socket = await reach(host, port);
  if (!(await isTrusted(host, socket))) {
    socket.destroy();
    throw new TypeError('net::ERR_CERT_AUTHORITY_INVALID');
  }
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        createConnection: (): Socket => socket,
        ...(init.signal && { signal: init.signal }),
      },
      (answer) => {
        const status = answer.statusCode ?? 500;
        if (status >= 300 && status < 400) {
          answer.destroy();
          return reject(new TypeError('net::ERR_FAILED: a redirect'));
        }
        const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)] as [string, string]],
        );
        const bodyless = status === 204 || status === 304;
        return resolve(
          new Response(bodyless ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), { status, headers }),
        );
      },
    );
    asked.once('error', reject);
    asked.end(typeof init.body === 'string' ? init.body : undefined);
  });
};
