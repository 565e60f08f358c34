import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { roomName } from '../../domain/campaign/rooms.ts';
import { PLAIN, TICKET_PREFIX, closeCodes } from '../../domain/wire/sync.ts';
import { atEnd, closeCode, dataFolder, endAll, post, startTestServer } from '../integration/team.ts';
import { Siege, send } from './siege.ts';

let at: Siege;
const folder = (): string => {
  const path = dataFolder();
  const app = join(path, 'app');
  mkdirSync(join(app, 'assets'), { recursive: true });
  writeFileSync(join(app, 'index.html'), '<!doctype html>');
  writeFileSync(join(path, 'secret.txt'), 'a secret beside the app');
  writeFileSync(join(path, 'app-secret.txt'), 'a secret with its name before it');
  symlinkSync(join(path, 'secret.txt'), join(app, 'assets', 'link.txt'));
  return app;
};
beforeAll(async () => {
  at = await Siege.begins({ campaigns: false, app: folder() });
  await at.mia.does({ kind: 'create campaign', campaign: 'c', name: 'Spring renewal' });
  await at.mia.does({ kind: 'create campaign', campaign: 'd', name: 'Autumn' });
});
afterAll(endAll);

/** The answer to an upgrade that never becomes a websocket. */
const upgrade = async (path: string, headers: Record<string, string>): Promise<number> => {
  const key = Buffer.from('0123456789abcdef').toString('base64');
  const { hostname, port } = new URL(at.url);
  const lines = Object.entries({
    host: `${hostname}:${port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': key,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    atEnd(() => socket.destroy());
    socket.once('error', reject);
    socket.once('data', (answer) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString('latin1'))?.[1]));
      socket.destroy();
    });
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  });
};
const sync = (campaign = 'c', workspace = at.mia.session.workspace): string =>
  `/sync/${workspace}/${roomName(campaign, 'brief')}`;
/** Whether a socket that was just made gets to hear of its room. */
const opened = (socket: WebSocket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve(false));
    socket.once('message', () => resolve(true));
  });
const people = () => at.workspace.rooms.loaded.flatMap(({ peers }) => peers).length;

describe('a websocket', () => {
  it('P01, P08: without a ticket is none, whatever cookie or bearer it brings', async () => {
    const cookie = `cs-${at.mia.session.workspace}-me=${at.mia.session.token}`;
    const offers = [
      {},
      { cookie },
      { cookie, origin: at.url },
      { authorization: `Bearer ${at.mia.session.token}` },
      { cookie, 'sec-websocket-protocol': PLAIN },
      { 'sec-websocket-protocol': `${TICKET_PREFIX}${await at.mia.ticket('c', 'brief')}` },
    ];
    for (const headers of offers) expect(await upgrade(sync(), headers as Record<string, string>)).toBe(401);
    expect(people()).toBe(0);
  });

  it('P06: takes no ticket and no token from the address, and the log never holds one', async () => {
    const ticket = await at.mia.ticket('c', 'brief');
    for (const query of [`?ticket=${ticket}`, `?token=${at.mia.session.token}`, `?access_token=${ticket}`])
      expect(await upgrade(sync() + query, { 'sec-websocket-protocol': PLAIN })).toBe(401);
    const secrets = [ticket, at.mia.session.token!];
    await send(at.url, { path: `${at.mia.place}/feed?token=${secrets[1]}` });
    expect(at.logged.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    // It was not used up by any of it.
    expect(await opened(await at.mia.socket('c', 'brief', ticket))).toBe(true);
  });

  it('P03, P04, P05: opens with a ticket for this room of this workspace, once', async () => {
    const foreign = await at.mia.ticket('d', 'brief');
    expect(await closeCode(await at.mia.socket('c', 'brief', foreign))).toBe(closeCodes.signIn);
    // Refused once, it is used.
    expect(await closeCode(await at.mia.socket('d', 'brief', foreign))).toBe(closeCodes.signIn);
    await at.eve.does({ kind: 'create campaign', campaign: 'c', name: 'Hers' });
    const hers = await at.eve.ticket('c', 'brief');
    expect(await closeCode(await at.mia.socket('c', 'brief', hers))).toBe(closeCodes.signIn);
    const good = await at.mia.ticket('c', 'brief');
    const first = await at.mia.socket('c', 'brief', good);
    expect(await opened(first)).toBe(true);
    expect(await closeCode(await at.mia.socket('c', 'brief', good))).toBe(closeCodes.signIn);
    for (const guess of ['-', 'x', 'x'.repeat(43), good.toUpperCase(), `${good}x`, good.slice(0, -1)])
      expect(await closeCode(await at.mia.socket('c', 'brief', guess))).toBe(closeCodes.signIn);
  });

  it('P05: opens once for two who bring one ticket at the same instant', async () => {
    const ticket = await at.mia.ticket('c', 'brief');
    const sockets = await Promise.all(Array.from({ length: 8 }, () => at.mia.socket('c', 'brief', ticket)));
    const entered = await Promise.all(sockets.map(opened));
    expect(entered.filter(Boolean)).toHaveLength(1);
  });

  it('P02: opens with a ticket only while it is fresh', async () => {
    const ticket = await at.mia.ticket('c', 'brief');
    at.clock.ahead = 61_000;
    expect(await closeCode(await at.mia.socket('c', 'brief', ticket))).toBe(closeCodes.signIn);
    at.clock.ahead = 0;
  });

  it('is decided on the rights of the moment it opens, not of the moment the ticket was given', async () => {
    const ticket = await at.sam.ticket('c', 'brief');
    await at.mia.does({ kind: 'suspend member', member: at.sam.id, suspended: true });
    expect(await closeCode(await at.sam.socket('c', 'brief', ticket))).toBe(closeCodes.signIn);
    await at.repels(401, () => at.sam.get('/session'));
    await at.mia.does({ kind: 'suspend member', member: at.sam.id, suspended: false });
    // Let back in, they are: the ticket of before stays used, the session admits again.
    expect(await closeCode(await at.sam.socket('c', 'brief', ticket))).toBe(closeCodes.signIn);
    expect((await at.sam.get('/session')).status).toBe(200);
  });

  it('P41: has no other room, by whatever name', async () => {
    const room = roomName('c', 'brief');
    const names = [
      `${room}/`,
      `${room}%00`,
      room.toUpperCase(),
      `${room} `,
      room.replace('c/', 'ｃ/'),
      `campaign/../${room}`,
      'campaign/constructor/brief',
      'campaign/__proto__/brief',
      `../${at.eve.session.workspace}/${room}`,
      'campaign//brief',
      'x'.repeat(200),
    ];
    const body = await at.repels(200, () => at.mia.post('/tickets', { rooms: names, schema: 1 }));
    expect(body['tickets']).toMatchObject(names.map(() => ({ ok: false, code: closeCodes.noSuchRoom })));
    await at.repels(422, () => at.mia.post('/tickets', { rooms: Array(65).fill(room), schema: 1 }));
    await at.repels(422, () => at.mia.post('/tickets', { rooms: ['x'.repeat(201)], schema: 1 }));
    const { session } = at.mia;
    for (const path of [
      `/sync/${session.workspace}/${room}/../${room}`,
      `/sync/%2e%2e/${room}`,
      '/sync//c',
      '/sync/x',
    ]) {
      const socket = new WebSocket(`${at.url.replace('http', 'ws')}${path}`, [PLAIN, `${TICKET_PREFIX}x`]);
      atEnd(() => socket.terminate());
      const ended = new Promise<number>((resolve) => {
        socket.once('close', resolve);
        socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0));
        socket.once('error', () => undefined);
      });
      expect([404, closeCodes.signIn]).toContain(await ended);
    }
  });

  it('P44: of an app that is too old gets no ticket', async () => {
    for (const schema of [0, -1]) {
      const { body } = await at.mia.post('/tickets', { rooms: [roomName('c', 'brief')], schema });
      expect(body['tickets']).toMatchObject([{ ok: false, code: closeCodes.schemaOrEpoch }]);
    }
    await at.repels(422, () => at.mia.post('/tickets', { rooms: [roomName('c', 'brief')], schema: 1.5 }));
  });
});

describe('a change', () => {
  const command = { id: 'forged', kind: 'create campaign', campaign: 'forged', name: 'Forged' };
  const cookie = () => `cs-${at.mia.session.workspace}-me=${at.mia.session.token}`;
  const forged = (headers: Record<string, string>, body = JSON.stringify(command)) => ({
    method: 'POST',
    path: `${at.mia.place}/commands`,
    headers: { cookie: cookie(), 'content-type': 'application/json', ...headers },
    body,
  });

  it('P07: made by another site’s page with the person’s cookie is refused', async () => {
    const { host } = new URL(at.url);
    const origins = [
      'https://evil.example',
      'null',
      `${at.url}.evil.example`,
      `http://evil.example@${host}`,
      `http://${host}:80`,
      `ftp://${host}`,
      `http://${host.replace('127.0.0.1', 'localhost')}`,
      'http://127.0.0.1:1',
      '',
      `${at.url}/`,
      `${at.url}?x`,
      at.url.toUpperCase(),
      'file://',
    ];
    for (const origin of origins) await at.repelsRaw(403, forged({ origin }));
    await at.repelsRaw(403, forged({}));
    await at.repelsRaw(403, forged({ 'user-agent': 'Mozilla/5.0' }));
    await at.repelsRaw(403, forged({ referer: at.url }));
  });

  it('that a form or a beacon can send is refused: only JSON is', async () => {
    const origin = at.url;
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])
      await at.repelsRaw(415, forged({ origin, 'content-type': type }));
    await at.repelsRaw(415, forged({ origin, 'content-type': 'text/plain; a=application/json' }));
    await at.repelsRaw(415, forged({ origin, 'content-type': 'application/jsonp' }));
  });

  it('by any other method is refused', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const { headers, path } = forged({ origin: at.url });
      await at.repelsRaw(405, { method, path, headers, body: JSON.stringify(command) });
    }
    await at.repelsRaw(405, { ...forged({ origin: at.url }), method: 'GET' });
    const { headers } = await at.repelsRaw(403, { ...forged({ origin: 'https://evil.example' }), method: 'OPTIONS' });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('without a session, or with one that is no session, is refused', async () => {
    const bearers = [
      '',
      'Bearer',
      `Bearer ${'x'.repeat(43)}`,
      `Basic ${at.mia.session.token}`,
      `Bearer ${at.eve.session.token}`,
      `Bearer ${at.mia.session.token}x`,
      `bearer ${at.mia.session.token}`,
    ];
    for (const authorization of bearers)
      await at.repels(401, () => post(at.url, `${at.mia.place}/commands`, command, { authorization }));
    const cookies = [
      `cs-${at.eve.session.workspace}-me=${at.mia.session.token}`,
      `cs-${at.mia.session.workspace}-me=${at.eve.session.token}`,
      `cs-${at.mia.session.workspace}-mia=${at.mia.session.token}`,
      `xcs-${at.mia.session.workspace}-me=${at.mia.session.token}`,
      `cs-${at.mia.session.workspace}-me=`,
    ];
    for (const each of cookies) await at.repelsRaw(401, forged({ origin: at.url, cookie: each }));
    await at.repelsRaw(401, forged({ origin: at.url, 'x-countersign-seat': '../../me' }));
  });

  it('through a name that a page rebound to this machine is refused, read or write', async () => {
    for (const host of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '[::2]', '0x7f.1.evil', 'a b'])
      await send(at.url, { path: '/api/server', headers: { host } }).then(({ status }) =>
        expect([400, 403]).toContain(status),
      );
  });
});

describe('the app’s own files', () => {
  it('P99: lead nowhere else', async () => {
    const ways = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '/..\\secret.txt',
      '/assets/../../secret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/..%252fsecret.txt',
      '/%c0%ae%c0%ae/secret.txt',
      '/../app-secret.txt',
      '/assets/link.txt',
      '/index.html%00.txt',
      '//etc/passwd',
      '/assets',
      '/assets/',
      '/C:/Windows/win.ini',
      '/%',
    ];
    for (const path of ways) {
      const { status, text } = await at.repelsRaw(404, { path });
      expect(status).toBe(404);
      expect(text).not.toContain('secret beside');
      expect(text).not.toContain('root:');
    }
  });

  it('P52: come with a policy that loads nothing from elsewhere, also under a forged host', async () => {
    for (const host of [new URL(at.url).host, 'localhost:1']) {
      const { headers } = await send(at.url, { path: '/', headers: { host } });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("img-src 'self' data:");
      expect(policy).not.toMatch(/\*|script-src[^;]*unsafe|https:/);
    }
  });
});

describe('headers', () => {
  it('P10: that are too many or too long end in 431, and the server lives', async () => {
    const { status } = await send(at.url, { path: '/health', headers: { 'x-long': 'x'.repeat(64 * 1024) } });
    expect(status).toBe(431);
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, count) => [`x-${count}`, 'y']));
    expect([200, 431]).toContain((await send(at.url, { path: '/health', headers: many })).status);
    expect((await send(at.url, { path: '/health' })).status).toBe(200);
  });

  it('of an answer hold nothing that came in', async () => {
    const evil = 'x%0d%0aset-cookie:%20evil=1';
    for (const path of [
      `/api/w/${evil}/session`,
      `/api/${evil}`,
      `/${evil}`,
      `/.well-known/countersign/${evil}/keys`,
    ]) {
      const { headers, status } = await send(at.url, { path });
      expect(status).toBe(404);
      expect(JSON.stringify(headers)).not.toContain('evil');
    }
    const { body, status } = await post(at.url, '/api/workspaces', {
      workspace: 'W\r\nset-cookie: evil=1',
      name: 'Mia',
      role: 'marketing',
    });
    expect({ status, says: body['says'] }).toEqual({ status: 422, says: 'A name is one line of text.' });
  });

  it('that smuggle a second request into the first are not believed', async () => {
    const { hostname, port, host } = new URL(at.url);
    const before = at.written();
    const raw = [
      'POST /health HTTP/1.1',
      `Host: ${host}`,
      'Content-Length: 4',
      'Transfer-Encoding: chunked',
      '',
      '0',
      '',
      `GET ${at.mia.place}/session HTTP/1.1`,
      `Host: ${host}`,
      '',
      '',
    ].join('\r\n');
    const socket = connect(Number(port), hostname);
    atEnd(() => socket.destroy());
    const heard: Buffer[] = [];
    socket.on('data', (data: Buffer) => heard.push(data));
    socket.on('error', () => undefined);
    socket.write(raw);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(Buffer.concat(heard).toString('latin1')).not.toContain('HTTP/1.1 200');
    expect(at.written()).toBe(before);
  });
});

describe('whoever knocks without a session', () => {
  it('is an office of thirty that gets all files of a new version at once, and each browser has them all', async () => {
    const app = folder();
    // What a page asks for, and then its service worker, which keeps all of them or none (renderer/service-worker.ts).
    const all = Array.from({ length: 170 }, (_, each) => `/assets/part-${each}-AAAAAAAA.js`);
    for (const file of all) writeFileSync(join(app, file), '// a part of the app');
    const { url } = await startTestServer({ app });
    const opens = async (): Promise<number[]> => {
      const got: number[] = [];
      for (const file of ['/', ...all.slice(0, 25), ...all]) {
        const answer = await fetch(url + file);
        await answer.arrayBuffer();
        got.push(answer.status);
      }
      return got;
    };
    const answers = (await Promise.all(Array.from({ length: 30 }, opens))).flat();
    expect(answers.filter((status) => status !== 200)).toEqual([]);
  });

  it('too often waits, on every door that asks for none', async () => {
    const knocks: [string, () => Promise<number>][] = [
      [
        'join',
        () => post(at.url, `${at.mia.place}/join`, { secret: 'x'.repeat(43), name: 'X' }).then(({ status }) => status),
      ],
      ['found', () => post(at.url, '/api/workspaces', {}).then(({ status }) => status)],
      ['sit down', () => post(at.url, '/api/sample/mia', {}).then(({ status }) => status)],
      ['the server', () => send(at.url, { path: '/api/server' }).then(({ status }) => status)],
      [
        'keys',
        () =>
          send(at.url, { path: `/.well-known/countersign/${at.mia.session.workspace}/keys` }).then(
            ({ status }) => status,
          ),
      ],
    ];
    const stranger = { 'x-forwarded-for': '203.0.113.9' };
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    knocks.push(
      ...['/health', '/metrics'].map((path): [string, () => Promise<number>] => [
        path,
        () => send(at.url, { path, headers: stranger }).then(({ status }) => status),
      ]),
      [
        'a room',
        () =>
          send(at.url, {
            path: `/sync/${at.mia.session.workspace}/x`,
            headers: {
              ...upgrade,
              'sec-websocket-protocol': 'countersign-1',
              'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
            },
          }).then(({ status }) => status),
      ],
    );
    const asked = (path: string, headers = {}, method = 'GET'): [string, () => Promise<number>] => [
      `${method} ${path} ${JSON.stringify(headers)}`,
      () => send(at.url, { path, method, headers: { ...stranger, ...headers } }).then(({ status }) => status),
    ];
    knocks.push(asked('/nothing/here'), asked('/api/nothing'));
    knocks.push(asked('/api/server', { origin: 'https://evil.example' }, 'POST'));
    knocks.push(asked('/', { host: 'evil.example' }));
    const before = at.written();
    for (const [door, knock] of knocks) {
      at.clock.ahead += 600_000;
      let refused = false;
      for (let turn = 0; turn < 3_000 && !refused; turn += 1) refused = (await knock()) === 429;
      expect({ door, refused }).toEqual({ door, refused: true });
    }
    at.clock.ahead = 0;
    expect(at.written()).toBe(before);
  });
});
