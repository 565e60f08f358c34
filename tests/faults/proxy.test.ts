import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { atEnd, endAll, eventually } from '../integration/team.ts';
import { Proxy } from './proxy.ts';

afterEach(endAll);

/** A server that says back what it hears, and a client of it behind a proxy. */
const echo = async (weather: Parameters<Proxy['set']>[0] = {}) => {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  atEnd(() => server.close());
  await eventually(() => server.listening);
  const proxy = await Proxy.before({ port: (server.address() as AddressInfo).port });
  proxy.set(weather);
  return { proxy, ...client(proxy) };
};
const client = (proxy: Proxy) => {
  const heard: Buffer[] = [];
  const gone: string[] = [];
  const socket: Socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  socket.on('data', (chunk: Buffer) => heard.push(chunk));
  socket.on('error', (error) => gone.push((error as NodeJS.ErrnoException).code ?? ''));
  socket.on('close', () => gone.push('closed'));
  atEnd(() => socket.destroy());
  return { socket, gone, text: () => Buffer.concat(heard).toString() };
};
const words = 'notice '.repeat(1_000);

it('carries everything in order, in small pieces, late', async () => {
  const { proxy, socket, text } = await echo({ latency: 3, jitter: 9, slice: 16 });
  socket.write(words);
  await eventually(() => text().length === words.length);
  expect(text()).toBe(words);
  expect(proxy.seen.pieces).toBeGreaterThan((2 * words.length) / 16);
});

it('holds back one direction and lets the other through, until it is told to go on', async () => {
  const { proxy, socket, text } = await echo();
  proxy.set({ hang: ['down'] });
  socket.write('heard');
  await eventually(() => proxy.seen.bytes === 5);
  expect(text()).toBe('');
  proxy.set({});
  await eventually(() => text() === 'heard');
});

it('resets a connection after so many bytes', async () => {
  const { proxy, socket, gone } = await echo({ limit: 4_096, slice: 512 });
  socket.write(words);
  await eventually(() => gone.includes('closed'));
  expect(gone).toEqual(['ECONNRESET', 'closed']);
  expect(proxy.seen).toMatchObject({ resets: 1 });
  expect(proxy.seen.bytes).toBeLessThan(4_096 + 512 + 1);
});

it('cuts what stands and takes nobody until it is mended', async () => {
  const { proxy, socket, gone } = await echo();
  await eventually(() => socket.readyState === 'open' && proxy.open === 1);
  proxy.cut();
  await eventually(() => gone.includes('closed'));
  const second = client(proxy);
  await eventually(() => second.gone.includes('closed'));
  expect(proxy.seen.connections).toBe(1);
  proxy.mend();
  const third = client(proxy);
  third.socket.write('back');
  await eventually(() => third.text() === 'back');
});

it('lets no more through in a second than its bandwidth', async () => {
  const { proxy, socket, text } = await echo({ bandwidth: 70_000, slice: 700 });
  const begun = performance.now();
  socket.write(words);
  await eventually(() => text().length === words.length);
  // 7,000 bytes at 70,000 a second: a lower bound, which no busy machine can break.
  expect(performance.now() - begun).toBeGreaterThan(80);
  expect(proxy.open).toBe(1);
});
