import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectPlainly } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { makeCertificate } from '../../electron/certificate.ts';
import { fingerprintOf, judgeCertificate, REFUSE, TRUST, AS_ALWAYS } from '../../electron/trust-certificates.ts';
import { sampleWorkspace } from '../../sync-server/sample/seed.ts';
import { readConfiguration } from '../../sync-server/configuration.ts';
import { atEnd, endAll, eventually, startTestServer } from './team.ts';

const { cert, key } = makeCertificate(new Date());
const other = makeCertificate(new Date());
afterEach(endAll);

const start = () => startTestServer({ tls: { host: '127.0.0.1', port: 0, cert, key } });
type Answer = { status: number; cookies: string[]; cert: string; body: string };
const ask = (url: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const asked = request(url, { ...init, rejectUnauthorized: false, agent: false }, (response) => {
      const found = (response.socket as ReturnType<typeof connect>).getPeerX509Certificate()!;
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          cookies: response.headers['set-cookie'] ?? [],
          cert: found.toString(),
          body,
        }),
      );
    });
    asked.once('error', reject);
    asked.end(init.body);
  });

it('answers with TLS beside its first address, with the certificate it was given', async () => {
  const { url, tlsUrl } = await start();
  expect(tlsUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const answer = await ask(`${tlsUrl}/health`);
  expect(answer.status).toBe(200);
  expect(fingerprintOf(answer.cert)).toBe(fingerprintOf(cert));
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

it('speaks nothing older than TLS 1.3, and nothing plain, at that address', async () => {
  const { tlsUrl } = await start();
  const port = Number(new URL(tlsUrl!).port);
  const old = await new Promise<string>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', maxVersion: 'TLSv1.2', rejectUnauthorized: false }, () =>
      resolve('connected'),
    );
    socket.once('error', () => resolve('refused'));
  });
  expect(old).toBe('refused');
  await expect(fetch(tlsUrl!.replace('https', 'http'))).rejects.toThrow(/fetch failed/);
});

it('is reached under any name there, while the first address answers to loopback names only', async () => {
  const { url, tlsUrl } = await start();
  const named = { headers: { host: 'laptop.example' } };
  expect((await ask(`${tlsUrl}/health`, named)).status).toBe(200);
  const plain = await new Promise<number>((resolve) => {
    void import('node:http').then(({ get }) =>
      get(`${url}/health`, named, (response) => resolve(response.statusCode ?? 0)),
    );
  });
  expect(plain).toBe(403);
});

it('gives cookies there that never travel in the clear, and takes websockets', async () => {
  const { tlsUrl } = await start();
  const founded = await ask(`${tlsUrl}/api/workspaces`, {
    method: 'POST',
    headers: { origin: tlsUrl!, 'content-type': 'application/json' },
    body: JSON.stringify({ workspace: 'Noticewren', name: 'Mia', role: 'marketing' }),
  });
  expect(founded.cookies[0]).toMatch(/; Secure$/);
  const status = await new Promise<number>((resolve) => {
    const socket = new WebSocket(`${tlsUrl!.replace('https', 'wss')}/sync/w1/campaign/c1/brief`, {
      rejectUnauthorized: false,
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => resolve(0));
  });
  // It came as far as the check for a ticket.
  expect(status).toBe(401);
});

it('lets only the invited in there where it is told to, and everybody of this machine at its first address', async () => {
  const tls = { host: '127.0.0.1', port: 0, cert, key, inviteOnly: true };
  const { url, tlsUrl } = await startTestServer({ tls, sample: sampleWorkspace() });
  const found = (at: string) => ({
    method: 'POST',
    headers: { origin: at, 'content-type': 'application/json' },
    body: JSON.stringify({ workspace: 'Noticewren', name: 'Mia', role: 'marketing' }),
  });
  const sit = (at: string) => ({ ...found(at), body: '{}' });
  expect((await ask(`${tlsUrl}/api/workspaces`, found(tlsUrl!))).status).toBe(403);
  expect((await ask(`${tlsUrl}/api/sample/mia`, sit(tlsUrl!))).status).toBe(404);
  expect(JSON.parse((await ask(`${tlsUrl}/api/server`)).body)).toMatchObject({ mayFound: false, sample: null });
  expect((await fetch(`${url}/api/workspaces`, found(url))).status).toBe(200);
  expect((await fetch(`${url}/api/sample/mia`, sit(url))).status).toBe(200);
});

it('does not start with a key of another certificate, and says so', async () => {
  const wrong = startTestServer({ tls: { host: '127.0.0.1', port: 0, cert, key: other.key } });
  await expect(wrong).rejects.toThrow(/is not the key of the certificate/);
  const broken = startTestServer({ tls: { host: '127.0.0.1', port: 0, cert: 'nothing', key } });
  await expect(broken).rejects.toThrow(/not a PEM file/);
});

it('reads both files by its settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  writeFileSync(join(folder, 'c.pem'), cert);
  writeFileSync(join(folder, 'k.pem'), key);
  const { tls } = readConfiguration({
    COUNTERSIGN_TLS_CERT: join(folder, 'c.pem'),
    COUNTERSIGN_TLS_KEY: join(folder, 'k.pem'),
    COUNTERSIGN_TLS_PORT: '0',
  });
  expect(tls).toEqual({ host: '0.0.0.0', port: 0, cert, key, inviteOnly: false });
  rmSync(folder, { recursive: true });
});

it('a laptop with an invite trusts that certificate and no other', () => {
  const pin = fingerprintOf(cert);
  expect(judgeCertificate(cert, [pin])).toBe(TRUST);
  expect(judgeCertificate(other.cert, [pin])).toBe(REFUSE);
  expect(judgeCertificate('nothing', [pin])).toBe(REFUSE);
  expect(judgeCertificate(other.cert, [])).toBe(AS_ALWAYS);
});

it('takes so many connections of one address there, and as many more as come at the address for this machine', async () => {
  const { url, tlsUrl } = await startTestServer({ tls: { host: '127.0.0.1', port: 0, cert, key }, maxOfAddress: 4 });
  const open = (at: string) => {
    const socket = connectPlainly(Number(new URL(at).port), '127.0.0.1');
    const one = { socket, closed: false };
    socket.on('error', () => undefined);
    socket.once('close', () => (one.closed = true));
    atEnd(() => socket.destroy());
    return one;
  };
  const many = Array.from({ length: 7 }, () => open(tlsUrl!));
  await eventually(() => many.filter(({ closed }) => closed).length === 3);
  const here = Array.from({ length: 7 }, () => open(url));
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(here.some(({ closed }) => closed)).toBe(false);
  await expect(ask(`${tlsUrl}/health`)).rejects.toThrow(/hang up|disconnected|ECONNRESET/);
  many.find(({ closed }) => !closed)!.socket.destroy();
  let status = 0;
  await eventually(() => {
    void ask(`${tlsUrl}/health`).then(
      (answer) => (status = answer.status),
      () => undefined,
    );
    return status === 200;
  });
});
