import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostName } from '../desktop-host/launch.ts';
import { eventually } from './eventually.ts';
import { keepsLinks, opened } from './native.ts';
import { ShellApp } from './shell-app.ts';

// Where a page may go, what it may open and what it may use: nothing that is not named.
const shell = new ShellApp();
const onHost = hostName() === 'chromium-host';
let page: Page;
beforeAll(async () => {
  await shell.start();
  ({ page } = shell);
  await keepsLinks(shell.app);
});
afterAll(() => shell.end());
const opens = (url: string) => eventually(`${url} outside`, async () => (await opened(shell.app)).includes(url));

describe('leaving the page', () => {
  it('a link to elsewhere opens outside and the page stays', async () => {
    await page.locator('#out').click({ noWaitAfter: true });
    await opens('https://example.com/help');
    // Another program's scheme goes nowhere at all; the link after it has come, so this one has been judged.
    await page.locator('#share').click({ noWaitAfter: true });
    await page.locator('#mail').click({ noWaitAfter: true });
    await opens('mailto:sam@example.com');
    expect((await opened(shell.app)).filter((url) => url.startsWith('smb:'))).toEqual([]);
    expect(shell.app.url(page)).toBe('app://countersign/');
    expect(await page.evaluate(() => document.title)).toBe('Fixture');
  });

  it('a new window opens outside and nowhere else', async () => {
    await page.evaluate(() => void window.open('javascript:alert(1)'));
    await page.evaluate(() => void window.open('file:///etc/passwd'));
    await page.locator('#blank').click({ noWaitAfter: true });
    await opens('https://example.com/two');
    await eventually('one window', () => shell.app.windows().length === 1);
    expect((await opened(shell.app)).filter((url) => !/^(https|mailto):/.test(url))).toEqual([]);
  });

  it('neither a script nor another file of our own takes the page away', async () => {
    await page.evaluate(() => {
      location.href = '/fixture.css';
    });
    await page.evaluate(() => {
      location.href = 'https://example.com/script';
    });
    await opens('https://example.com/script');
    expect(shell.app.url(page)).toBe('app://countersign/');
    expect(await page.evaluate(() => document.title)).toBe('Fixture');
  });

  it('a script that opens links without end opens five in ten seconds', async () => {
    await shell.restart();
    ({ page } = shell);
    await keepsLinks(shell.app);
    // The clock stands still, so that a slow machine counts as a fast one does.
    await shell.app.evaluate(() => {
      Object.assign(globalThis, { judged: 0 });
      const now = () => {
        (globalThis as unknown as { judged: number }).judged += 1;
        return 1;
      };
      Object.assign(performance, { now });
    });
    for (let link = 1; link <= 7; link += 1)
      await page.evaluate((number) => void window.open(`https://example.com/${number}`), link);
    // Those that are not opened, too, before the clock goes on.
    await eventually('all seven to be judged', () =>
      shell.app.evaluate(() => (globalThis as unknown as { judged: number }).judged >= 7),
    );
    await shell.app.evaluate(() => void Object.assign(performance, { now: () => 10_001 }));
    await page.evaluate(() => void window.open('https://example.com/later'));
    await opens('https://example.com/later');
    expect(await opened(shell.app)).toEqual([
      ...[1, 2, 3, 4, 5].map((each) => `https://example.com/${each}`),
      'https://example.com/later',
    ]);
  });

  it('redirects, frames and webviews are refused where they would come to the shell', async () => {
    // The page's policy keeps them from coming so far; these are the walls behind it, asked as Electron asks them.
    const prevented = (name: string, details: object) =>
      shell.app.evaluate(
        ({ BrowserWindow }, asked: { name: string; details: object }) => {
          let stopped = false;
          const event = { ...asked.details, preventDefault: () => (stopped = true) };
          (BrowserWindow.getAllWindows()[0]!.webContents as NodeJS.EventEmitter).emit(asked.name, event, {}, {});
          return stopped;
        },
        { name, details },
      );
    const own = 'app://countersign/';
    expect(await prevented('will-frame-navigate', { url: own, isMainFrame: false })).toBe(true);
    expect(await prevented('will-frame-navigate', { url: 'https://example.com/', isMainFrame: true })).toBe(true);
    expect(await prevented('will-frame-navigate', { url: own, isMainFrame: true })).toBe(false);
    expect(await prevented('will-redirect', { url: own, isMainFrame: true })).toBe(true);
    expect(await prevented('will-attach-webview', {})).toBe(true);
  });

  it('nothing is downloaded', async () => {
    await shell.app.evaluate(({ session }) => {
      const stopped: boolean[] = [];
      Object.assign(globalThis, { stopped });
      session.defaultSession.once('will-download', (event) =>
        setTimeout(() => stopped.push(event.defaultPrevented), 0),
      );
    });
    await page.locator('#download').click({ noWaitAfter: true });
    const stopped = () => shell.app.evaluate(() => (globalThis as unknown as { stopped: boolean[] }).stopped);
    await eventually('the download', async () => (await stopped()).length > 0);
    expect(await stopped()).toEqual([true]);
  });
});

describe('permissions', () => {
  it('are denied to the page', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'midi'] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  it.runIf(onHost)('are refused by each handler alone, devices too', async () => {
    const verdicts = await shell.app.evaluate(({ host }) =>
      ['usb', 'serial', 'hid', 'media', 'loopback-network'].map((name) => [
        host.verdict(name, 'app://countersign/'),
        host.verdict(name, 'https://example.com/'),
      ]),
    );
    const said = (may: boolean) => ({ request: may, check: may, device: false });
    expect(verdicts).toEqual([false, false, false, false, true].map((ours) => [said(ours), said(false)]));
  });
});
