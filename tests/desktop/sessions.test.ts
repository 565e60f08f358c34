import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasKeychain, hostName } from '../desktop-host/launch.ts';
import { CanaryServer, TOKEN } from './canary-server.ts';
import { eventually } from './eventually.ts';
import { answers, asked } from './native.ts';
import { ShellApp } from './shell-app.ts';

// The session's token: where it goes, where it does not, and what is asked before it is used.
const onHost = hostName() === 'chromium-host';
const server = new CanaryServer();
let shell: ShellApp;
let page: Page;
const start = async (env: Record<string, string> = {}): Promise<void> => {
  await shell.start([], env);
  ({ page } = shell);
};
const restart = async (env: Record<string, string> = {}): Promise<void> => {
  await shell.restart([], env);
  ({ page } = shell);
};
type Ask = { server?: string; workspace?: string | null; method?: 'GET' | 'POST'; path: string; body?: unknown };
const ask = (request: Ask) =>
  page.evaluate((whole) => window.desktop?.request(whole).catch((error: unknown) => String(error)), {
    server: server.url,
    workspace: 'w1',
    method: 'GET' as const,
    body: null,
    ...request,
  });
const signsIn = () => ask({ workspace: null, method: 'POST', path: '/api/workspaces', body: {} });
const session = () => ask({ path: '/api/w/w1/session' });
const isSignedIn = async () => {
  await session();
  return server.last?.headers.authorization === `Bearer ${TOKEN}`;
};

beforeAll(async () => {
  await server.start();
  shell = new ShellApp(server.url);
  await start();
});
afterAll(async () => {
  await shell.end();
  await server.stop();
});

describe('a session', () => {
  it('leaves its token in the main process', async () => {
    const reply = await signsIn();
    expect(reply).toMatchObject({ status: 200, body: { workspace: 'w1', seat: 'me' } });
    expect(JSON.stringify(reply)).not.toContain(TOKEN);
    expect(server.last?.headers['accept-session']).toBe('token');
  });

  it('goes out as a bearer, in its own workspace only', async () => {
    await session();
    expect(server.last?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'x-countersign-seat': 'me' });
    const before = server.heard.length;
    const refused: Ask[] = [
      { path: '/api/w/w2/session' },
      { workspace: null, path: '/api/w/w1/session' },
      { path: '/api/w/w1/../w2/session' },
      { path: '/api/w/w1/%2e%2e/w2' },
      { path: '//example.com/api/w/w1' },
      { server: 'http://127.0.0.1:1', path: '/api/w/w1/session' },
      { server: `${server.url}@example.com`, path: '/api/w/w1/session' },
    ];
    expect(await Promise.all(refused.map(ask))).toEqual(refused.map(() => expect.stringMatching(/^Error/)));
    expect(server.heard.length).toBe(before);
  });

  it('follows no redirect, neither for a request nor for a feed', async () => {
    expect(await ask({ path: '/api/w/w1/moved' })).toMatch(/cannot be reached/);
    expect(server.last?.url).toBe('/api/w/w1/moved');
    expect(await listens(200)).toEqual([null]);
    expect(server.last?.url).toBe('/api/w/w1/feed/live?after=200');
  });

  it('goes with no cookie, whatever the server sets', async () => {
    expect(await ask({ path: '/api/w/w1/cookie' })).toMatchObject({ status: 200 });
    expect(await session()).toMatchObject({ status: 200 });
    expect(server.last?.headers.cookie).toBeUndefined();
    expect(await listens(0)).toEqual([{ number: 1 }, { number: 2 }, null]);
    expect(server.last?.headers.cookie).toBeUndefined();
  });

  it('takes no answer without end', async () => {
    expect(await ask({ path: '/api/w/w1/huge' })).toMatch(/cannot be reached/);
  });

  it.runIf(hasKeychain())('is there after a restart, and its token nowhere in plain sight', async () => {
    await shell.app.quit();
    const files = (folder: string): string[] =>
      readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? files(path) : [path];
      });
    expect(files(shell.profile).filter((file) => readFileSync(file).includes(TOKEN))).toEqual([]);
    await start();
    expect(await isSignedIn()).toBe(true);
    expect(await page.evaluate(() => window.desktop?.sessionNotice())).toBeNull();
  });

  it.runIf(onHost).each(['basic_text', 'unknown'])(
    'is not kept with a keychain that anyone can open (%s), and that is said',
    async (keychain) => {
      await restart({ HOST_KEYCHAIN: keychain });
      expect(await page.evaluate(() => window.desktop?.sessionNotice())).toMatch(/no keychain/);
      await signsIn();
      expect(await isSignedIn()).toBe(true);
      await restart({ HOST_KEYCHAIN: keychain });
      expect(await isSignedIn()).toBe(false);
      await restart();
    },
  );
});

describe('what the person has not confirmed', () => {
  const digest = 'a'.repeat(64);
  const rest = { campaign: 'c1', version: 1, digest, viewed: [], statement: 'I approve Spring.' };
  const signs = () =>
    ask({ method: 'POST', path: '/api/w/w1/commands', body: { id: 's1', kind: 'sign off', ...rest } });
  const links = () => ask({ method: 'POST', path: '/api/w/w1/devices', body: {} });

  it('P78: lets no signature and no device link leave', async () => {
    await signsIn();
    await answers(shell.app, 1);
    const before = server.heard.length;
    for (const refused of [await signs(), await links()])
      expect(refused).toMatchObject({ status: 409, body: { refused: true, reasons: [{ code: 'not confirmed' }] } });
    expect(server.heard.length).toBe(before);
    const cancel = { defaultId: 1, buttons: [expect.anything(), 'Cancel'] };
    expect(await asked(shell.app)).toMatchObject([
      { ...cancel, detail: expect.stringMatching(/^“I approve Spring\.”/) },
      { ...cancel, detail: expect.stringMatching(/^Whoever opens it/) },
    ]);
  });

  it('is asked once for one signature, and for every link', async () => {
    await answers(shell.app, 0);
    const before = server.heard.length;
    expect([await signs(), await signs(), await links(), await links()]).toMatchObject(
      Array.from({ length: 4 }, () => ({ status: 200 })),
    );
    expect(server.heard.length).toBe(before + 4);
    // The same signature, sent again where no answer came, is asked about once; each link is another.
    expect(await asked(shell.app)).toHaveLength(3);
  });
});

/** Rows and, last, how the feed ended. */
const listens = (after: number) =>
  page.evaluate(
    (from) =>
      new Promise<unknown[]>((resolve) => {
        const rows: unknown[] = [];
        window.desktop?.feed(
          from,
          (row) => rows.push(row),
          (says) => resolve([...rows, says]),
        );
      }),
    { server: server.url, workspace: 'w1', after },
  );

describe('a feed', () => {
  it('is read here and handed over in whole rows, with its end', async () => {
    expect(await listens(0)).toEqual([{ number: 1 }, { number: 2 }, null]);
    expect(server.last).toMatchObject({ url: '/api/w/w1/feed/live?after=0' });
  });

  it('is one of sixteen, and ends with its page', async () => {
    await page.evaluate((url) => {
      const from = { server: url, workspace: 'w1', after: 100 };
      const ends: (string | null)[] = [];
      Object.assign(window, { ends });
      for (let each = 0; each < 17; each += 1)
        window.desktop?.feed(
          from,
          () => undefined,
          (says) => ends.push(says),
        );
    }, server.url);
    await eventually('sixteen feeds', () => server.feeds === 16);
    const ends = () => page.evaluate(() => (window as unknown as { ends: string[] }).ends);
    await eventually('the end of one', async () => (await ends()).length > 0);
    expect(await ends()).toEqual([expect.stringMatching(/too many feeds/)]);
    await page.reload();
    await eventually('no feed of a page that is gone', () => server.feeds === 0);
    await shell.isReady();
  });
});

describe('leaving', () => {
  const leaves = (answer: number, body: object) => {
    server.leaving = answer;
    return ask({ method: 'POST', path: '/api/w/w1/leave', body });
  };

  it.each([
    ['forgets the session', 200, {}, false],
    ['forgets one that was over already', 401, {}, false],
    ['keeps one that the server did not end', 409, {}, true],
    ['keeps one that the server did not end, whatever the page wants', 409, { forget: true }, true],
    ['keeps one where the server did not hear it', 0, {}, true],
    ['forgets one unheard where the person wants that', 0, { forget: true, member: 'm1' }, false],
    ['keeps that of whoever signed in here since, unheard', 0, { forget: true, member: 'm2' }, true],
    ['keeps that of whoever signed in here since, heard', 409, { forget: true, member: 'm2' }, true],
  ])('%s', async (_what, answer, body, stays) => {
    await signsIn();
    expect(await isSignedIn()).toBe(true);
    await leaves(answer, body);
    expect(await isSignedIn()).toBe(stays);
  });
});
