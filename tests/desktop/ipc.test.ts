import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requests, type Channel } from '../../electron/contract/ipc.ts';
import { hostName, launchDesktop, newProfile, removeProfile, type DesktopApp } from '../desktop-host/launch.ts';
import { fixtureMain } from './built.ts';
import { eventually } from './eventually.ts';

const TOKEN = 'canary-session-token-8f31c2';
const onHost = hostName() === 'chromium-host';
const channels = Object.keys(requests) as Channel[];
const profile = newProfile();
const heard: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
/** What the server answers to a device that leaves; 0 breaks the line. */
let leaving = 200;
let server: Server;
let url: string;
let app: DesktopApp;
let page: Page;

/** A server that speaks just enough of the contract, and remembers what it was sent. */
const startServer = async (): Promise<void> => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', (): unknown => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      if (request.url === '/api/workspaces') {
        const member = { id: 'm1', name: 'Mia', role: 'marketing', admin: true, suspended: false };
        return response.end(
          JSON.stringify({ workspace: 'w1', workspaceName: 'Acme', seat: 'me', member, sample: false, token: TOKEN }),
        );
      }
      if (request.url === '/api/w/w1/moved') return response.writeHead(302, { location: '/api/w/w1/session' }).end();
      if (request.url?.startsWith('/api/w/w1/feed/live')) {
        response.write('{"number":1}\n\n{"num');
        return setTimeout(() => response.end('ber":2}\n'), 30);
      }
      if (request.url === '/api/w/w1/campaigns/c1/certificate')
        return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><p>Signed');
      if (request.url === '/api/w/w1/campaigns/c1/package')
        return response.writeHead(404).end(JSON.stringify({ error: 'not launched', says: 'It was not launched yet.' }));
      if (request.url === '/api/w/w1/leave') {
        if (leaving === 0) return response.destroy();
        return response.writeHead(leaving).end(JSON.stringify({ error: 'x', says: 'X.' }));
      }
      return response.end(JSON.stringify({ ok: true }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
};
const start = async (env: Record<string, string> = {}): Promise<void> => {
  app = await launchDesktop({ profile, main: fixtureMain, args: [`--server=${url}`], env });
  page = await app.firstWindow();
  await page.getByText(/^ready \d+$/).waitFor();
};
type Ask = { server: string; workspace: string | null; method: 'GET' | 'POST'; path: string; body?: unknown };
const ask = (request: Ask) =>
  page.evaluate(
    (asked) => window.desktop?.request({ body: undefined, ...asked }).catch((error: unknown) => String(error)),
    request,
  );

beforeAll(async () => {
  await startServer();
  await start();
});
afterAll(async () => {
  await app?.kill();
  server.close();
  removeProfile(profile);
});

describe('sessions', () => {
  it('founding a workspace leaves its token in the main process', async () => {
    const reply = await ask({ server: url, workspace: null, method: 'POST', path: '/api/workspaces', body: {} });
    expect(reply).toMatchObject({ status: 200, body: { workspace: 'w1', seat: 'me' } });
    expect(JSON.stringify(reply)).not.toContain(TOKEN);
    expect(heard.at(-1)?.headers['accept-session']).toBe('token');
  });

  it('sends it as a bearer, in its own workspace only', async () => {
    await ask({ server: url, workspace: 'w1', method: 'GET', path: '/api/w/w1/session' });
    expect(heard.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'x-countersign-seat': 'me' });
    const before = heard.length;
    const refused = [
      { server: url, workspace: 'w1', method: 'GET', path: '/api/w/w2/session' },
      { server: url, workspace: null, method: 'GET', path: '/api/w/w1/session' },
      { server: url, workspace: 'w1', method: 'GET', path: '/api/w/w1/../w2/session' },
      { server: url, workspace: 'w1', method: 'GET', path: '/api/w/w1/%2e%2e/w2' },
      { server: url, workspace: 'w1', method: 'GET', path: '//example.com/api/w/w1' },
      { server: 'http://127.0.0.1:1', workspace: 'w1', method: 'GET', path: '/api/w/w1/session' },
      { server: `${url}@example.com`, workspace: 'w1', method: 'GET', path: '/api/w/w1/session' },
    ] satisfies Ask[];
    expect(await Promise.all(refused.map(ask))).toEqual(refused.map(() => expect.stringMatching(/^Error/)));
    expect(heard.length).toBe(before);
  });

  it('lets no signature and no device link leave that the person has not confirmed', async () => {
    const asks = (response: number) =>
      app.evaluate(({ dialog }, answer: number) => {
        const said: string[] = [];
        Object.assign(globalThis, { said });
        Object.assign(dialog, {
          showMessageBox: (_window: unknown, options: { detail: string; defaultId: number; buttons: string[] }) => {
            said.push(`${options.detail} ${options.buttons[options.defaultId]}`);
            return Promise.resolve({ response: answer });
          },
        });
      }, response);
    const said = () => app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    const digest = 'a'.repeat(64);
    const body = {
      id: 's1',
      kind: 'sign off',
      campaign: 'c1',
      version: 1,
      digest,
      viewed: [],
      statement: 'I approve Spring.',
    };
    const at = { server: url, workspace: 'w1', method: 'POST' as const };
    const signs = () => ask({ ...at, path: '/api/w/w1/commands', body });
    const links = () => ask({ ...at, path: '/api/w/w1/devices', body: {} });
    await asks(1);
    const before = heard.length;
    for (const refused of [await signs(), await links()])
      expect(refused).toMatchObject({ status: 409, body: { refused: true, reasons: [{ code: 'not confirmed' }] } });
    expect(heard.length).toBe(before);
    expect(await said()).toEqual([
      expect.stringMatching(/^“I approve Spring\.”[^]+ Cancel$/),
      expect.stringMatching(/^Whoever opens it[^]+ Cancel$/),
    ]);
    await asks(0);
    expect([await signs(), await signs(), await links(), await links()]).toMatchObject(
      Array.from({ length: 4 }, () => ({ status: 200 })),
    );
    expect(heard.length).toBe(before + 4);
    // The same signature, sent again where no answer came, is asked about once; each link is another.
    expect(await said()).toHaveLength(3);
  });

  it('follows no redirect', async () => {
    expect(await ask({ server: url, workspace: 'w1', method: 'GET', path: '/api/w/w1/moved' })).toMatch(
      /cannot be reached/,
    );
    expect(heard.at(-1)?.url).toBe('/api/w/w1/moved');
  });

  it('reads the feed and hands over whole rows, and its end', async () => {
    const seen = await page.evaluate(
      (from) =>
        new Promise<unknown[]>((resolve) => {
          const rows: unknown[] = [];
          window.desktop?.feed(
            from,
            (row) => rows.push(row),
            (says) => resolve([...rows, says]),
          );
        }),
      { server: url, workspace: 'w1', after: 0 },
    );
    expect(seen).toEqual([{ number: 1 }, { number: 2 }, null]);
    expect(heard.at(-1)).toMatchObject({ url: '/api/w/w1/feed/live?after=0' });
  });

  it('keeps the session over a restart, and its token nowhere in plain sight', async () => {
    await app.quit();
    const files = (folder: string): string[] =>
      readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? files(path) : [path];
      });
    expect(files(profile).filter((file) => readFileSync(file).includes(TOKEN))).toEqual([]);
    await start();
    await ask({ server: url, workspace: 'w1', method: 'GET', path: '/api/w/w1/session' });
    expect(heard.at(-1)?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(await page.evaluate(() => window.desktop?.sessionNotice())).toBeNull();
  });

  it.runIf(onHost)('keeps no session with a keychain that anyone can open, and says so', async () => {
    await app.quit();
    await start({ HOST_KEYCHAIN: 'basic_text' });
    expect(await page.evaluate(() => window.desktop?.sessionNotice())).toMatch(/no keychain/);
    await ask({ server: url, workspace: null, method: 'POST', path: '/api/workspaces', body: {} });
    await app.quit();
    await start({ HOST_KEYCHAIN: 'basic_text' });
    await ask({ server: url, workspace: 'w1', method: 'GET', path: '/api/w/w1/session' });
    expect(heard.at(-1)?.headers.authorization).toBeUndefined();
    await app.quit();
    await start();
  });

  describe('files', () => {
    const file = join(profile, 'saved.html');
    const save = (path: string, name = 'Spring renewal') =>
      page.evaluate((asked) => window.desktop?.saveFile(asked), { server: url, workspace: 'w1', path, name });
    /** Answers the save dialog; keeps what it proposed. */
    const answers = (filePath: string | null) =>
      app.evaluate(({ dialog }, chosen: string | null) => {
        Object.assign(dialog, {
          showSaveDialog: (_window: unknown, options: unknown) => {
            Object.assign(globalThis, { proposed: options });
            return Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
          },
        });
      }, filePath);
    const proposed = () =>
      app.evaluate(() => (globalThis as unknown as { proposed?: { defaultPath: string } }).proposed?.defaultPath);

    it('are fetched with the session, written where the person says, and never opened', async () => {
      await answers(file);
      expect(await save('/api/w/w1/campaigns/c1/certificate', '../../evil.exe')).toEqual({ ok: true, saved: true });
      expect(heard.at(-1)?.headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(readFileSync(file, 'utf8')).toBe('<!doctype html><p>Signed');
      expect(await proposed()).toMatch(/[\\/]evil\.exe\.html$/);
      expect(readdirSync(profile).filter((name) => name.endsWith('.part'))).toEqual([]);
    });

    it('are not written where the person thinks better of it', async () => {
      await answers(null);
      expect(await save('/api/w/w1/campaigns/c1/certificate')).toEqual({ ok: true, saved: false });
    });

    it('that a server refuses, or that are something else, are said and not written', async () => {
      await answers(join(profile, 'never'));
      expect(await save('/api/w/w1/campaigns/c1/package')).toEqual({ ok: false, says: 'It was not launched yet.' });
      expect(await save('/api/w/w1/campaigns/c1/export')).toMatchObject({
        ok: false,
        says: expect.stringMatching(/something else/),
      });
      expect(readdirSync(profile)).not.toContain('never');
    });

    it('are those of a campaign, in its own workspace, and no other address', async () => {
      const before = heard.length;
      const refused = ['/api/w/w2/campaigns/c1/export', '/api/w/w1/session', '/api/w/w1/campaigns/c1/export/../../x'];
      for (const path of refused) await expect(save(path)).rejects.toThrow(/does not fit|not one this laptop knows/);
      expect(heard.length).toBe(before);
    });

    it('a disk that refuses is said in a sentence', async () => {
      await answers(join(profile, 'no-such-folder', 'x.html'));
      expect(await save('/api/w/w1/campaigns/c1/certificate')).toMatchObject({
        ok: false,
        says: expect.stringMatching(/could not be written/),
      });
    });
  });

  describe('leaving', () => {
    const signsIn = () => ask({ server: url, workspace: null, method: 'POST', path: '/api/workspaces', body: {} });
    const leaves = (answer: number, body: object = {}) => {
      leaving = answer;
      return ask({ server: url, workspace: 'w1', method: 'POST', path: '/api/w/w1/leave', body });
    };
    const isSignedIn = async () => {
      await ask({ server: url, workspace: 'w1', method: 'GET', path: '/api/w/w1/session' });
      return heard.at(-1)?.headers.authorization !== undefined;
    };

    it.each([
      ['forgets the session', 200, {}, false],
      ['forgets one that was over already', 401, {}, false],
      ['keeps one that the server did not end', 409, {}, true],
      ['keeps one that the server did not end, whatever the page wants', 409, { forget: true }, true],
      ['keeps one where the server did not hear it', 0, {}, true],
      ['forgets one unheard where the person wants that', 0, { forget: true }, false],
    ])('%s', async (_what, answer, body, stays) => {
      await signsIn();
      expect(await isSignedIn()).toBe(true);
      await leaves(answer, body);
      expect(await isSignedIn()).toBe(stays);
    });
  });
});

describe('servers', () => {
  it('a plain address that others can reach is refused with a sentence', async () => {
    const add = (address: string) => page.evaluate((text) => window.desktop?.addServer(text), address);
    expect(await add('http://plan.example.com')).toMatchObject({ ok: false, says: expect.stringMatching(/https/) });
    expect(await add('javascript:alert(1)')).toMatchObject({ ok: false });
  });

  it('a new one is in the policy of the page, which loads again', async () => {
    await page.evaluate(() => void window.desktop?.addServer('https://plan.example.com/some/path'));
    await eventually('the server in the list', () =>
      page
        .evaluate(
          async () =>
            (await window.desktop?.servers())?.some((each) => each.url === 'https://plan.example.com') ?? false,
        )
        .catch(() => false),
    );
    await page.getByText(/^ready \d+$/).waitFor();
    const policy = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.originalPolicy), {
            once: true,
          });
          void fetch('https://elsewhere.invalid/').catch(() => undefined);
        }),
    );
    expect(policy).toContain(`connect-src ${url.replace('http', 'ws')} wss://plan.example.com;`);
  });
});

it('a stranger’s invite for another port brings no certificate to a known host', async () => {
  const known = await page.evaluate(() => window.desktop?.servers());
  const add = (address: string, print: string) =>
    page.evaluate(([text, brought]) => window.desktop?.addServer(text!, brought), [address, print]);
  expect(await add('https://plan.example.com:4443', 'a'.repeat(43))).toMatchObject({
    ok: false,
    says: expect.stringMatching(/knows plan\.example\.com with another certificate/),
  });
  expect(await page.evaluate(() => window.desktop?.servers())).toEqual(known);
});

/** What a hostile page might send on any channel. */
const odd: unknown[] = [
  null,
  7,
  'x',
  [1, 2, 3],
  {},
  { evil: true },
  JSON.parse('{"__proto__":{"server":"x"},"constructor":{"prototype":{}}}'),
  new Map([['server', 'x']]),
  new Uint8Array(1_000_000),
  'x'.repeat(5_000_000),
];
/** A request that fits, for each channel: what the bad ones below differ from by one field. */
const fitting: Partial<Record<Channel, Record<string, unknown>>> = {
  'server:request': {
    server: 'http://127.0.0.1:1',
    workspace: 'w1',
    method: 'GET',
    path: '/api/w/w1/session',
    body: null,
  },
  'feed:open': { feed: 'a', server: 'http://127.0.0.1:1', workspace: 'w1', after: 0 },
  'feed:close': { feed: 'a' },
  'flush:done': { flush: 1, unsent: 0 },
  'servers:add': { address: 'http://plan.example.com', fingerprint: 'a'.repeat(43) },
  'file:save': {
    server: 'http://127.0.0.1:1',
    workspace: 'w1',
    path: '/api/w/w1/campaigns/c1/export',
    name: 'Spring renewal',
  },
};
const wrong: unknown[] = [{}, [], '../', -1, 1.5, true, '\0', 'x'.repeat(600_000), { toString: 'x' }, '__proto__'];

describe.runIf(onHost)('every channel of the contract', () => {
  /** Calls the handler as IPC does, with a frame of the test's choosing. */
  const call = (channel: string, frame: unknown, args: unknown[]) =>
    app.evaluate(
      async ({ ipcMain, BrowserWindow }, asked: { channel: string; frame: unknown; args: unknown[] }) => {
        const handler = ipcMain.handlers.get(asked.channel);
        if (!handler) return 'no handler';
        const event = { senderFrame: asked.frame, sender: BrowserWindow.getAllWindows()[0]?.webContents };
        try {
          await handler(event, ...asked.args);
          return 'answered';
        } catch (error) {
          return String(error);
        }
      },
      { channel, frame, args },
    );
  const own = { url: 'app://countersign/', origin: 'app://countersign', parent: null };
  const strangers = [
    null,
    { ...own, origin: 'https://example.com', url: 'https://example.com/' },
    { ...own, origin: 'app://countersign.evil', url: 'app://countersign.evil/' },
    { ...own, origin: 'app://other', url: 'app://other/' },
    { ...own, parent: own },
    { ...own, origin: 'null', url: 'about:blank' },
    { ...own, origin: 'file://', url: 'file:///app/index.html' },
  ];

  it('has exactly one handler', async () => {
    expect((await app.evaluate(({ ipcMain }) => [...ipcMain.handlers.keys()])).sort()).toEqual([...channels].sort());
  });

  it.each(channels)('%s answers nobody but our own main frame', async (channel) => {
    const said = await Promise.all(strangers.map((frame) => call(channel, frame, [fitting[channel]])));
    expect(said).toEqual(strangers.map(() => expect.stringMatching(/may not ask/)));
  });

  it.each(channels)('%s refuses what does not fit', async (channel) => {
    const fits = fitting[channel] ?? {};
    // An address, and a file's name, is any text to the schema; what it means is judged by the function behind it.
    const values = (field: string) =>
      wrong.filter((value) => !['address', 'name'].includes(field) || typeof value !== 'string' || value.length > 300);
    const bad: unknown[][] = [
      ...odd.map((value) => [value]),
      [fitting[channel], 'one more'],
      ...Object.keys(fits)
        .filter((field) => field !== 'body')
        .flatMap((field) => values(field).map((value) => [{ ...fits, [field]: value }])),
    ];
    for (const args of bad)
      expect([args, await call(channel, own, args)]).toEqual([args, expect.stringMatching(/does not fit/)]);
  });

  it('a page still works after all that', async () => {
    expect(await page.evaluate(() => window.desktop?.servers())).toContainEqual({
      url,
      hosted: false,
      joinAt: null,
      fingerprint: null,
    });
  });
});
