import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasKeychain } from '../desktop-host/launch.ts';
import { CanaryServer } from './canary-server.ts';
import { eventually } from './eventually.ts';
import { answers, asked } from './native.ts';
import { ShellApp } from './shell-app.ts';

// A page may send anything to a server that is known, so which ones are is the person's to say.
const [YES, CANCEL] = [0, 1];
const shell = new ShellApp('http://127.0.0.1:4999');
const team = new CanaryServer();
/** Takes connections and says nothing. */
let silent: Server;
let silentUrl = '';
beforeAll(async () => {
  await team.start();
  silent = createServer(() => undefined);
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  const address = silent.address();
  silentUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  await shell.start();
});
afterAll(async () => {
  await shell.end();
  await team.stop();
  silent.close();
});

const add = (address: string, print?: string) =>
  shell.page.evaluate(([text, brought]) => window.desktop?.addServer(text!, brought), [address, print]);
/** The page goes away under the call where it is loaded again. */
const adds = async (address: string): Promise<void> => {
  await shell.page.evaluate((text) => void window.desktop?.addServer(text), address);
};
const urls = () =>
  shell.page.evaluate(async () => (await window.desktop?.servers())?.map(({ url }) => url)).catch(() => undefined);
const isKnown = (url: string) => eventually(`${url} in the list`, async () => (await urls())?.includes(url) ?? false);
const policy = () =>
  shell.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.originalPolicy), { once: true });
        void fetch('https://elsewhere.invalid/').catch(() => undefined);
      }),
  );

describe('a server that a page names', () => {
  it('is not reached where others could read along, and that is said', async () => {
    await answers(shell.app, YES);
    expect(await add('http://plan.example.com')).toMatchObject({ ok: false, says: expect.stringMatching(/https/) });
    expect(await add('javascript:alert(1)')).toMatchObject({ ok: false });
    expect(await asked(shell.app)).toEqual([]);
  });

  it('is neither reached nor kept before the person has said so, and Enter says no', async () => {
    await answers(shell.app, CANCEL);
    expect(await add(team.url)).toMatchObject({ ok: false, says: expect.stringMatching(/cancelled/) });
    expect(await asked(shell.app)).toMatchObject([
      {
        message: `Use the server at ${new URL(team.url).host}?`,
        defaultId: CANCEL,
        buttons: [expect.anything(), 'Cancel'],
      },
    ]);
    expect(team.heard).toEqual([]);
    expect(await urls()).toEqual(['http://127.0.0.1:4999']);
    expect(await policy()).toContain('connect-src ws://127.0.0.1:4999;');
  });

  it('is asked about one at a time, however many a script wants', async () => {
    await shell.app.evaluate(({ dialog }) => {
      Object.assign(globalThis, { open: 0 });
      Object.assign(dialog, {
        showMessageBox: () => {
          (globalThis as unknown as { open: number }).open += 1;
          return new Promise((resolve) => Object.assign(globalThis, { close: () => resolve({ response: 1 }) }));
        },
      });
    });
    let refused = 0;
    const asks = [1, 2, 3].map((each) => add(`https://s${each}.example`));
    for (const each of asks) void each.then(() => (refused += 1));
    const all = Promise.all(asks);
    // Those that came while it was open; one that came after it would be asked about in its turn.
    await eventually('two to be refused', () => refused === 2);
    await shell.app.evaluate(() => (globalThis as unknown as { close: () => void }).close());
    expect(await all).toMatchObject([{ ok: false }, { ok: false }, { ok: false }]);
    expect(await shell.app.evaluate(() => (globalThis as unknown as { open: number }).open)).toBe(1);
  });

  it('is not kept where nothing answers, or something else', async () => {
    await answers(shell.app, YES);
    expect(await add('http://127.0.0.1:1')).toMatchObject({
      ok: false,
      says: expect.stringMatching(/^Nothing answers/),
    });
    expect(await add(silentUrl)).toMatchObject({ ok: false, says: expect.stringMatching(/^Nothing answers/) });
    team.isCountersign = false;
    expect(await add(team.url)).toMatchObject({ ok: false, says: expect.stringMatching(/is no Countersign server/) });
    team.isCountersign = true;
    expect(await urls()).toEqual(['http://127.0.0.1:4999']);
  });

  it('is kept in front once it has answered, and is in the policy of the page, which loads again', async () => {
    await answers(shell.app, YES);
    await adds(`${team.url}/some/path`);
    await isKnown(team.url);
    await shell.isReady();
    expect(await urls()).toEqual([team.url, 'http://127.0.0.1:4999']);
    expect(await policy()).toContain(`connect-src ${team.url.replace('http', 'ws')} ws://127.0.0.1:4999;`);
  });
});

describe('a known server', () => {
  it('comes to the front without a question, and stays there', async () => {
    await answers(shell.app, CANCEL);
    expect(await add('http://127.0.0.1:4999')).toMatchObject({ ok: true });
    expect(await urls()).toEqual(['http://127.0.0.1:4999', team.url]);
    expect(await add(team.url)).toMatchObject({ ok: true });
    expect(await asked(shell.app)).toEqual([]);
    // The one that only the command line named is kept by nobody.
    const elsewhere = new ShellApp(null, shell.profile);
    await shell.app.quit();
    await elsewhere.start();
    expect(await elsewhere.page.evaluate(async () => window.desktop?.servers())).toMatchObject([{ url: team.url }]);
    await elsewhere.app.quit();
    await shell.start();
  });

  it.runIf(hasKeychain())(
    'is forgotten when the person confirms it, and not while somebody is signed in there',
    async () => {
      const signs = (path: string) =>
        shell.page.evaluate(
          ([server, to]) =>
            window.desktop?.request({
              server: server!,
              workspace: to === '/api/workspaces' ? null : 'w1',
              method: 'POST',
              path: to!,
              body: {},
            }),
          [team.url, path],
        );
      const removes = () => shell.page.evaluate((url) => window.desktop?.removeServer(url), team.url);
      await signs('/api/workspaces');
      await answers(shell.app, YES);
      expect(await removes()).toMatchObject({ ok: false, says: expect.stringMatching(/signed in at/) });
      await signs('/api/w/w1/leave');
      await answers(shell.app, CANCEL);
      expect(await removes()).toMatchObject({ ok: false });
      expect(await urls()).toContain(team.url);
      await answers(shell.app, YES);
      await shell.page.evaluate((url) => void window.desktop?.removeServer(url), team.url);
      await eventually('it to be gone', async () => (await urls())?.includes(team.url) === false);
      await shell.isReady();
      expect(await policy()).toContain('connect-src ws://127.0.0.1:4999;');
    },
  );
});

it('a stranger’s invite for another port brings no certificate to a known host', async () => {
  await answers(shell.app, YES);
  await shell.app.evaluate(({ net }) => {
    // A server that the system trusts.
    const info = { name: 'countersign', version: '1', mayFound: true, sample: null };
    Object.assign(net, { fetch: () => Promise.resolve(Response.json(info)) });
  });
  await adds('https://plan.example.com');
  await isKnown('https://plan.example.com');
  await shell.isReady();
  const known = await urls();
  expect(await add('https://plan.example.com:4443', 'a'.repeat(43))).toMatchObject({
    ok: false,
    says: expect.stringMatching(/knows plan\.example\.com with another certificate/),
  });
  expect(await urls()).toEqual(known);
});
