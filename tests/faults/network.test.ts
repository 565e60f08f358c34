import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { OpenRoom, Workspace } from '../../renderer/client/contract.ts';
import type { RunningServer } from '../../sync-server/server.ts';
import { diceOf } from '../fuzz/dice.ts';
import { Laptop, openedRoom } from '../integration/client-laptop.ts';
import { Person, dataFolder, endAll, eventually, startTestServer } from '../integration/team.ts';
import { Official } from './official.ts';
import { Promises, holds, onDisk } from './promises.ts';
import { Proxy, type Weather } from './proxy.ts';

afterEach(endAll);
const brief = roomName('spring', 'brief');

/** Types words at the ends of words, each once in the world. */
const typist = (doc: Y.Doc, name: string) => {
  const dice = diceOf(name.length * 1_000 + name.charCodeAt(0));
  const typed: string[] = [];
  const type = (): void => {
    const text = doc.getText('objective');
    const places = [...text.toString().matchAll(/[\u2029 ]/g)].map(({ index }) => index + 1);
    const word = `${name}${typed.length}.`;
    typed.push(word);
    text.insert(dice.pick(places), `${word} `);
  };
  return { doc, typed, type };
};

/** Notes each moment at which an app claimed that the server has everything while its disk had not. */
const lies = (server: () => RunningServer, workspace: Workspace, room: OpenRoom): string[] => {
  const found: string[] = [];
  const made: Uint8Array[] = [];
  room.doc.on('update', (update: Uint8Array, _origin, _doc, { local }: Y.Transaction) => local && made.push(update));
  const look = (): void => {
    if (made.length === 0 || room.status().unsent > 0 || !server().workspaces.get(workspace.id)) return;
    if (!holds(onDisk(server(), workspace.id, brief), made.splice(0))) found.push('said to be on the server');
  };
  room.subscribe(look);
  workspace.subscribe(look);
  return found;
};

/** Two apps and an official client behind one line; one more stands at the server's own door. */
const team = async (data = ':memory:') => {
  const server = await startTestServer({ data });
  const proxy = await Proxy.before(server);
  const promises = new Promises();
  const mia = await Person.founds(server.url);
  await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  const apps: ({ laptop: Laptop; workspace: Workspace; room: OpenRoom } & ReturnType<typeof typist>)[] = [];
  for (const [name, role] of [
    ['ann', 'marketing'],
    ['ben', 'sales'],
  ] as const) {
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const { secret } = await mia.does({ kind: 'invite member', invite: name, role, admin: false, expires });
    const laptop = new Laptop({ url: proxy.url });
    laptop.line.watch = (socket) => promises.watch(socket);
    const window = laptop.window();
    const link = `${proxy.url}/#/join/${mia.session.workspace}/${secret}`;
    const workspace = await window.enter(window.door.join({ link, name }));
    const room = await openedRoom(workspace, brief);
    apps.push({ laptop, workspace, room, ...typist(room.doc, name) });
  }
  const far = new Official(new Person(proxy.url, mia.session), 'spring', 'brief', promises);
  const near = new Official(mia, 'spring', 'brief', promises);
  await eventually(() => far.synced && near.synced && apps.every(({ room }) => room.status().loaded));
  const writers = [...apps, typist(far.doc, 'off'), typist(near.doc, 'near')];
  const docs = writers.map(({ doc }) => doc);
  const equal = (): boolean =>
    new Set(docs.map((doc) => Buffer.from(Y.encodeStateVector(doc)).toString('hex'))).size === 1 &&
    new Set(docs.map((doc) => JSON.stringify(doc.getText('objective').toDelta()))).size === 1;
  return { server, proxy, promises, mia, apps, far, near, writers, docs, equal };
};
type Team = Awaited<ReturnType<typeof team>>;

/** The line is fair again: everything converges, every word is there once, every promise was kept. */
const allIsWell = async (
  { proxy, promises, apps, writers, docs, equal, mia }: Team,
  server: RunningServer,
): Promise<void> => {
  proxy.mend();
  await eventually(() => {
    for (const { laptop } of apps) laptop.line.mend();
    return (
      apps.every(({ workspace, room }) => room.status().unsent === 0 && workspace.sync().kind === 'on server') &&
      equal() &&
      holds(onDisk(server, mia.session.workspace, brief), [Y.encodeStateAsUpdate(docs[0]!)])
    );
  });
  const words = docs[0]!.getText('objective').toString().slice(1).trim().split(' ').toSorted();
  expect(words).toEqual(writers.flatMap(({ typed }) => typed).toSorted());
  expect(promises.count).toBeGreaterThan(writers.length);
  expect(promises.broken(onDisk(server, mia.session.workspace, brief))).toBe(0);
};

const passing = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a line that', () => {
  const lines: [string, Partial<Weather>][] = [
    ['takes 50 ms and up to 50 more', { latency: 50, jitter: 50 }],
    ['takes 300 ms and up to 300 more', { latency: 300, jitter: 300 }],
    ['carries 64 kB a second', { bandwidth: 64_000, slice: 1_400 }],
    ['carries 8 kB a second', { bandwidth: 8_000, slice: 500 }],
    ['carries pieces of 1 to 16 bytes', { slice: 16 }],
    ['carries pieces of 1 to 16 bytes late', { slice: 16, latency: 5, jitter: 5 }],
  ];
  it.each(lines)('%s brings everything, and every word is true', async (_, weather) => {
    const together = await team();
    const { proxy, server, apps, writers } = together;
    const lied = apps.map(({ workspace, room }) => lies(() => server, workspace, room));
    proxy.set(weather);
    const before = proxy.seen.bytes;
    for (let round = 0; round < 30; round += 1) {
      for (const { type } of writers) type();
      await passing();
    }
    // Through the weather itself, not after it.
    await eventually(() => apps.every(({ room }) => room.status().unsent === 0));
    expect(proxy.seen.bytes - before).toBeGreaterThan(3 * 30 * 10);
    await allIsWell(together, server);
    expect(lied).toEqual([[], []]);
  });

  it.each([700, 2_000, 5_000])('breaks after every %i bytes loses and doubles nothing', async (limit) => {
    const together = await team();
    const { proxy, server, apps, writers } = together;
    const lied = apps.map(({ workspace, room }) => lies(() => server, workspace, room));
    proxy.set({ limit, slice: 400 });
    const resets = proxy.seen.resets;
    for (let round = 0; round < 2_000 && (round < 40 || proxy.seen.resets < resets + 6); round += 1) {
      for (const { type, typed } of writers) if (typed.length < 120) type();
      for (const { laptop } of apps) laptop.line.mend();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(proxy.seen.resets).toBeGreaterThan(resets);
    await allIsWell(together, server);
    expect(lied).toEqual([[], []]);
  });

  it.each([[['up']], [['down']], [['up', 'down']]] satisfies [Weather['hang']][])(
    'goes silent (%s) claims nothing, and gives up nothing when it breaks',
    async (hang) => {
      const together = await team();
      const { proxy, server, apps, near, writers } = together;
      const lied = apps.map(({ workspace, room }) => lies(() => server, workspace, room));
      await eventually(() => apps.every(({ room }) => room.status().connection === 'connected'));
      proxy.set({ hang });
      for (let round = 0; round < 10; round += 1) {
        for (const { type } of writers) type();
        await passing();
      }
      const last = writers.at(-1)!;
      // The server heard its own neighbour, and the others where their words still go up.
      const heard = hang.includes('up') ? [last] : writers;
      const sees = (): string => near.doc.getText('objective').toString();
      await eventually(() =>
        heard.every(({ typed }) =>
          typed.every((word) => sees().includes(` ${word}`) || sees().includes(`\u2029${word}`)),
        ),
      );
      for (const { room, workspace } of apps) {
        expect(room.status().unsent).toBe(10);
        expect(workspace.sync().kind).not.toBe('on server');
      }
      // What went up and was never acknowledged is sent again, and stands there once.
      proxy.reset();
      await allIsWell(together, server);
      expect(lied).toEqual([[], []]);
    },
  );

  it('goes silent for a while and goes on, as a laptop that slept, needs no new connection', async () => {
    const together = await team();
    const { proxy, server, writers, apps } = together;
    await eventually(() => apps.every(({ room }) => room.status().connection === 'connected'));
    const { resets } = proxy.seen;
    proxy.set({ hang: ['up', 'down'] });
    for (let round = 0; round < 20; round += 1) for (const { type } of writers) type();
    proxy.set({});
    await eventually(() => apps.every(({ room }) => room.status().unsent === 0));
    for (const { room } of apps) expect(room.status().connection).toBe('connected');
    expect(proxy.seen.resets).toBe(resets);
    await allIsWell(together, server);
  });
});

it('a server that restarts again and again behind a bad line keeps all it promised', async () => {
  const data = dataFolder();
  const together = await team(data);
  const { proxy, apps, writers } = together;
  let { server } = together;
  const lied = apps.map(({ workspace, room }) => lies(() => server, workspace, room));
  proxy.set({ latency: 2, jitter: 6, slice: 64 });
  for (let round = 0; round < 4; round += 1) {
    for (let key = 0; key < 8; key += 1) {
      for (const { type } of writers) type();
      await passing();
    }
    await server.close();
    for (const { type } of writers) type();
    server = await startTestServer({ data, port: server.port });
    for (const { laptop } of apps) laptop.line.mend();
  }
  await allIsWell(together, server);
  expect(lied).toEqual([[], []]);
});
