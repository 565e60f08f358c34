import { createSocket } from 'node:dgram';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostName } from '../desktop-host/launch.ts';
import { fixture } from './built.ts';
import { eventually } from './eventually.ts';
import { ShellApp } from './shell-app.ts';

const shell = new ShellApp('http://127.0.0.1:4999');
beforeAll(() => shell.start());
afterAll(() => shell.end());

describe('the window', () => {
  it('loads the page from app:// and shows itself', async () => {
    expect(shell.app.url(shell.page)).toBe('app://countersign/');
    expect(await shell.page.evaluate(() => isSecureContext)).toBe(true);
    await eventually('a visible window', () =>
      shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false),
    );
  });

  it('gives the page no Node, no IPC and nothing of the bridge', async () => {
    const names = ['require', 'process', 'module', 'ipcRenderer', 'hostSend', 'hostReceive', 'Buffer'];
    expect(await shell.page.evaluate((all) => all.filter((name) => name in globalThis), names)).toEqual([]);
  });

  it('gives the page a frozen window.desktop that it cannot replace', async () => {
    const seen = await shell.page.evaluate(() => {
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
  it('is in the answers of app://, with the hardening headers', async () => {
    const answer = await shell.page.reload();
    const headers = answer?.headers() ?? {};
    const policy = (headers['content-security-policy'] ?? '').split('; ');
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      'connect-src ws://127.0.0.1:4999',
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-dns-prefetch-control': 'off',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    await shell.isReady();
  });

  it('runs no inline script and reaches no server it does not name', async () => {
    const seen = await shell.page.evaluate(async () => {
      const refused: string[] = [];
      const last = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
          refused.push(blockedURI);
          if (blockedURI.startsWith('https://elsewhere.invalid')) resolve();
        });
      });
      const script = document.createElement('script');
      script.textContent = 'window.inline = true';
      document.body.append(script);
      const tried = (url: string) =>
        new Promise<void>((resolve) => {
          try {
            new WebSocket(url).addEventListener('error', () => resolve());
          } catch {
            resolve();
          }
        });
      await tried('ws://127.0.0.1:4999/sync');
      await tried('ws://127.0.0.1:5000/sync');
      // Refusals come in order, so with this one the others have come.
      await fetch('https://elsewhere.invalid/').catch(() => undefined);
      await last;
      return { refused, inline: 'inline' in window };
    });
    expect(seen).toEqual({
      refused: ['inline', expect.stringMatching(/^ws:\/\/127\.0\.0\.1:5000/), expect.stringMatching(/^https/)],
      inline: false,
    });
  });

  it('is given no UDP, which no policy covers', async () => {
    const policies = await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getWebRTCIPHandlingPolicy()),
    );
    expect(policies).toEqual(['disable_non_proxied_udp']);
  });

  it.runIf(hostName() === 'electron')('sends no packet by WebRTC', async () => {
    const listener = createSocket('udp4');
    let heard = 0;
    listener.on('message', () => (heard += 1));
    await new Promise<void>((done) => listener.bind(0, '127.0.0.1', done));
    await shell.page.evaluate(async (port) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
      connection.createDataChannel('x');
      const gathered = new Promise<void>((done) => {
        connection.addEventListener('icecandidate', ({ candidate }) => candidate === null && done());
      });
      await connection.setLocalDescription(await connection.createOffer());
      await gathered;
    }, listener.address().port);
    listener.close();
    expect(heard).toBe(0);
  });

  it('frames nothing', async () => {
    const framed = await shell.page.evaluate(
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
  // Windows lets nobody but administrators make links.
  it.runIf(process.platform !== 'win32').each(outside)('%s is not served', async (path) => {
    if (!existsSync(join(fixture, 'renderer/leak.js')))
      symlinkSync('../main/main.js', join(fixture, 'renderer/leak.js'));
    const loaded = await shell.page.evaluate(
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

it('a kept file that was cut short costs nothing but its content', async () => {
  await shell.app.quit();
  for (const name of ['window.json', 'servers.json', 'sessions.json'])
    writeFileSync(join(shell.profile, name), '{"form');
  await shell.start();
});
