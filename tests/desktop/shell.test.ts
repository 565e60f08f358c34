import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostName, launchDesktop, newProfile, removeProfile, type DesktopApp } from '../desktop-host/launch.ts';
import { fixture, fixtureMain } from './built.ts';
import { eventually } from './eventually.ts';
import { secondStart } from './second-start.ts';

const profile = newProfile();
const onHost = hostName() === 'chromium-host';
let app: DesktopApp;
let page: Page;

const start = async (args: string[] = []): Promise<void> => {
  app = await launchDesktop({ profile, main: fixtureMain, args: ['--server=http://127.0.0.1:4999', ...args] });
  page = await app.firstWindow();
  await page.getByText(/^ready \d+$/).waitFor();
};
const restart = async (): Promise<void> => {
  expect(await app.quit()).toBe(0);
  await start();
};
const text = (selector: string) => page.locator(selector).textContent();
const opened = () => app.evaluate(({ host }) => host.records.openExternal);

beforeAll(() => start());
afterAll(async () => {
  await app?.kill();
  removeProfile(profile);
});

describe('the window', () => {
  it('loads the page from app:// and shows itself', async () => {
    expect(app.url(page)).toBe('app://countersign/');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    await eventually('a visible window', () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false),
    );
  });

  it('gives the page no Node, no IPC and nothing of the bridge', async () => {
    const names = ['require', 'process', 'module', 'ipcRenderer', 'hostSend', 'hostReceive', 'Buffer'];
    expect(await page.evaluate((all) => all.filter((name) => name in globalThis), names)).toEqual([]);
  });

  it('gives the page a frozen window.desktop that it cannot replace', async () => {
    const seen = await page.evaluate(() => {
      const before = window.desktop;
      try {
        (window as unknown as Record<string, unknown>)['desktop'] = null;
      } catch {
        // Strict mode says so aloud.
      }
      const { configurable, writable } = Object.getOwnPropertyDescriptor(window, 'desktop') ?? {};
      return { same: window.desktop === before, frozen: Object.isFrozen(before), configurable, writable };
    });
    expect(seen).toEqual({ same: true, frozen: true, configurable: false, writable: false });
  });
});

describe('the policy', () => {
  it('is in every answer of app://, with the hardening headers', async () => {
    const headers = await page.evaluate(async () =>
      Object.fromEntries((await fetch('/fixture.css').catch(() => new Response())).headers),
    );
    // connect-src holds websockets only, so a page's own fetch is refused too; the document's policy is read from the handler below.
    expect(headers).toEqual({});
    const policy = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.originalPolicy), {
            once: true,
          });
          void fetch('https://elsewhere.invalid/').catch(() => undefined);
        }),
    );
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      'connect-src ws://127.0.0.1:4999',
      "base-uri 'none'",
    ])
      expect(policy.split('; ')).toContain(part);
  });

  it('runs no inline script and reaches no server it does not name', async () => {
    const seen = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.inline = true';
      const refused = new Promise<boolean>((resolve) => {
        document.addEventListener('securitypolicyviolation', () => resolve(true), { once: true });
        setTimeout(() => resolve(false), 2_000);
      });
      document.body.append(script);
      const socket = (url: string) =>
        new Promise<boolean>((resolve) => {
          document.addEventListener('securitypolicyviolation', () => resolve(false), { once: true });
          try {
            const made = new WebSocket(url);
            made.addEventListener('close', () => setTimeout(() => resolve(true), 50));
          } catch {
            resolve(false);
          }
        });
      return {
        refused: await refused,
        inline: 'inline' in window,
        named: await socket('ws://127.0.0.1:4999/sync'),
        other: await socket('ws://127.0.0.1:5000/sync'),
      };
    });
    expect(seen).toEqual({ refused: true, inline: false, named: true, other: false });
  });

  it('frames nothing', async () => {
    const framed = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          const frame = document.createElement('iframe');
          frame.src = '/index.html';
          document.body.append(frame);
        }),
    );
    expect(framed).toBe('frame-src');
  });
});

describe('app:// paths', () => {
  const outside = [
    '/../main/main.js',
    '/..%2fmain/main.js',
    '/%2e%2e/main/main.js',
    '/%2e%2e%2fmain%2fmain.js',
    '/..%5cmain%5cmain.js',
    '/leak.js',
    '/a%00.js',
  ];
  it.each(outside)('%s is not served', async (path) => {
    if (!existsSync(join(fixture, 'renderer/leak.js')))
      symlinkSync('../main/main.js', join(fixture, 'renderer/leak.js'));
    const loaded = await page.evaluate(
      (src) =>
        new Promise<boolean>((resolve) => {
          const script = document.createElement('script');
          script.type = 'module';
          script.addEventListener('load', () => resolve(true));
          script.addEventListener('error', () => resolve(false));
          script.src = src;
          document.body.append(script);
        }),
      path,
    );
    expect(loaded).toBe(false);
  });
});

describe('leaving the page', () => {
  it('a link to elsewhere opens outside and the page stays', async () => {
    await page.locator('#out').click({ noWaitAfter: true });
    await eventually('the link outside', async () => (await opened()).includes('https://example.com/help'));
    await page.locator('#mail').click({ noWaitAfter: true });
    await eventually('the mail outside', async () => (await opened()).includes('mailto:sam@example.com'));
    // Another program's scheme goes nowhere at all.
    await page.locator('#share').click({ noWaitAfter: true });
    expect((await opened()).filter((url) => url.startsWith('smb:'))).toEqual([]);
    expect(app.url(page)).toBe('app://countersign/');
    expect(await page.title()).toBe('Fixture');
  });

  it('a new window opens outside and nowhere else', async () => {
    await page.locator('#blank').click({ noWaitAfter: true });
    await eventually('the link outside', async () => (await opened()).includes('https://example.com/two'));
    await page.evaluate(() => void window.open('javascript:alert(1)'));
    await page.evaluate(() => void window.open('file:///etc/passwd'));
    await eventually('one window', () => app.windows().length === 1);
    expect((await opened()).filter((url) => !/^(https|mailto):/.test(url))).toEqual([]);
  });

  it('a script cannot navigate the page', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.com/script';
    });
    await eventually('the link outside', async () => (await opened()).includes('https://example.com/script'));
    expect(app.url(page)).toBe('app://countersign/');
  });

  it('another file of our own is no page', async () => {
    await page.evaluate(() => {
      location.href = '/fixture.css';
    });
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    expect(await page.title()).toBe('Fixture');
  });

  it('nothing is downloaded', async () => {
    const stopped = app.evaluate(
      ({ session }) =>
        new Promise<boolean>((resolve) => {
          session.defaultSession.once('will-download', (event) => setTimeout(() => resolve(event.defaultPrevented), 0));
        }),
    );
    await page.locator('#download').click({ noWaitAfter: true });
    expect(await stopped).toBe(true);
  });
});

describe('permissions', () => {
  it('are denied to the page', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'midi'] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  it.runIf(onHost)('are asked of the handlers, devices too', async () => {
    const verdicts = await app.evaluate(({ host }) =>
      ['usb', 'serial', 'hid', 'media', 'device', 'loopback-network'].map((name) => [
        host.verdict(name, 'app://countersign/'),
        host.verdict(name, 'https://example.com/'),
      ]),
    );
    expect(verdicts).toEqual([false, false, false, false, false, true].map((ours) => [ours, false]));
  });
});

describe('links from outside', () => {
  const second = (args: string[]) => secondStart({ profile, main: fixtureMain, args });

  it('a second start hands its link over and ends', async () => {
    expect(await second(['countersign://campaign/spring/copy'])).toBe(0);
    await eventually('the link', async () => (await text('#link')) === '/campaign/spring/copy');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('a link that wants more than to open something does nothing', async () => {
    await second(['countersign://campaign/autumn/../../launch?action=approve']);
    await second(['countersign://sign-off/autumn']);
    await second(['countersign://campaign/winter']);
    await eventually('the plain link', async () => (await text('#link')) === '/campaign/winter');
  });

  it.runIf(onHost)('a launch package from the file manager is shown, and opens its campaign', async () => {
    const canonical = '{}';
    const digest = createHash('sha256').update(canonical).digest('hex');
    const file = join(profile, 'Spring.countersign');
    const about = { format: 1, workspace: 'w1', campaign: 'packed', name: 'Spring', version: 1, digest };
    const rest = { launchedAt: '2027-05-12T09:00:00.000Z', canonical, rendered: [], record: [], keys: [] };
    writeFileSync(file, JSON.stringify({ ...about, ...rest }));
    expect(await second([file])).toBe(0);
    await eventually('the campaign', async () => (await text('#link')) === '/campaign/packed/record');
    const { dialogs } = await app.evaluate(({ host }) => host.records);
    expect(dialogs.at(-1)?.options).toMatchObject({ message: 'Version 1 of “Spring”, launched on 2027-05-12' });
  });

  it('open-url, as macOS hands them over', async () => {
    await app.evaluate(({ app: main }) => {
      main.emit('open-url', { preventDefault: () => undefined }, 'countersign://campaign/mac');
    });
    await eventually('the link', async () => (await text('#link')) === '/campaign/mac');
  });

  it('a link that starts the app waits for the page', async () => {
    await app.quit();
    await start(['countersign://campaign/cold/gate']);
    await eventually('the link', async () => (await text('#link')) === '/campaign/cold/gate');
  });
});

describe('the menu', () => {
  it('tells the page what was chosen', async () => {
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go.palette')?.click());
    await eventually('the choice', async () => (await text('#menu')) === 'palette');
  });

  it('opens a second window on the same page', async () => {
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.new-window')?.click());
    await eventually('two windows', () => app.windows().length === 2);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().at(-1)?.close());
    await eventually('one window', () => app.windows().length === 1);
  });
});

describe('closing', () => {
  it('remembers where the window was', async () => {
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 900, height: 700 }),
    );
    await restart();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({
      x: 40,
      y: 30,
      width: 900,
      height: 700,
    });
  });

  it('asks the page to flush before it goes, and only then goes', async () => {
    await page.locator('#words').fill('Kept across a quit.');
    const before = Number(await text('#flushes'));
    await restart();
    expect(Number(await text('#flushes'))).toBe(before + 1);
    expect(await page.locator('#words').inputValue()).toBe('Kept across a quit.');
  });

  it('says how much is unsent, and stays when asked to', async () => {
    await page.evaluate(() => Object.assign(window, { unsent: 3 }));
    await app.evaluate(({ dialog, app: main }) => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      Object.assign(dialog, {
        showMessageBox: (_window: unknown, options: { message: string }) => {
          said.push(options.message);
          return Promise.resolve({ response: 1 });
        },
      });
      main.quit();
    });
    const said = () => app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    await eventually('the question', async () => (await said()).length > 0);
    expect(await said()).toEqual(['3 things have not been sent yet.']);
    expect(await page.locator('#words').inputValue()).toBe('Kept across a quit.');
    await page.evaluate(() => Object.assign(window, { unsent: 0 }));
    await restart();
  });

  it('goes within a bound when the page is silent, and says so', async () => {
    await page.evaluate(() => Object.assign(window, { silent: true }));
    expect(await app.quit()).toBe(0);
    await start();
  });
});

describe('being killed', () => {
  const lastSaved = async () => Number(/\d+/.exec((await text('#saved')) ?? '')?.[0] ?? 0);

  it('main and Chromium at once: what was shown as saved is there', async () => {
    await page.locator('#words').fill('');
    await page.locator('#words').pressSequentially('Before the cut and right up to it', { delay: 1 });
    const saved = await lastSaved();
    await app.kill();
    await start();
    expect((await page.locator('#words').inputValue()).length).toBeGreaterThanOrEqual(saved);
  });

  it.runIf(onHost)('Chromium alone: the app ends with it and starts again', async () => {
    process.kill(app.browser ?? 0, 'SIGKILL');
    expect(await app.exited).toBe(70);
    await start();
  });

  it.runIf(onHost)('main alone: Chromium does not outlive it', async () => {
    const pid = app.browser;
    app.process.kill('SIGKILL');
    await app.exited;
    const stat = `/proc/${pid}/stat`;
    await eventually('Chromium gone', () => !existsSync(stat) || readFileSync(stat, 'utf8').includes(') Z '));
    await start();
  });

  it('the page alone: it is loaded again', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await eventually('the page again', () =>
      app.evaluate(
        async ({ BrowserWindow }) =>
          (await Promise.race([
            BrowserWindow.getAllWindows()[0]
              ?.webContents.executeJavaScript('document.title')
              .catch(() => ''),
            new Promise((done) => setTimeout(done, 500)),
          ])) === 'Fixture',
      ),
    );
    await restart();
  });
});

it.runIf(onHost)('a kept file that was cut short costs nothing but its content', async () => {
  await app.quit();
  for (const name of ['window.json', 'servers.json', 'sessions.json']) writeFileSync(join(profile, name), '{"form');
  await start();
});
