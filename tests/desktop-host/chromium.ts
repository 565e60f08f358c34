import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Cdp } from './cdp.ts';

export type Chromium = { process: ChildProcess; cdp: Cdp; endpoint: Promise<string> };

const find = (): string => {
  // The browser itself first: a wrapper script would be what a SIGKILL hits.
  const places = [process.env['CHROMIUM'], '/usr/lib/chromium/chromium', '/usr/bin/chromium'];
  const found = places.find((place) => place && place !== '/usr/bin/chromium' && existsSync(place)) ?? places.at(-1);
  if (!found || !existsSync(found)) throw new Error('desktop host: no Chromium; set CHROMIUM to its path');
  return found;
};

/** One Chromium for one app: a pipe for the double, a loopback port for Playwright. */
export const launchChromium = (profile: string, switches: readonly string[]): Chromium => {
  mkdirSync(profile, { recursive: true });
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const child = spawn(
    find(),
    [
      '--remote-debugging-pipe',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--no-startup-window',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-default-apps',
      '--disable-extensions',
      '--disable-search-engine-choice-screen',
      '--disable-session-crashed-bubble',
      '--hide-crash-restore-bubble',
      '--disable-popup-blocking',
      '--password-store=basic',
      '--disable-features=Translate,MediaRouter,OptimizationHints,HttpsUpgrades,HttpsFirstBalancedMode,LocalNetworkAccessChecks',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--disable-background-timer-throttling',
      '--force-color-profile=srgb',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      // As root Chromium has no sandbox of its own to start.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(process.env['HOST_HEADED'] === '1' ? [] : ['--headless=new']),
      ...switches,
    ],
    { stdio: ['ignore', 'ignore', process.env['HOST_DEBUG'] ? 'inherit' : 'ignore', 'pipe', 'pipe'] },
  );
  const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
  return { process: child, cdp, endpoint: readEndpoint(portFile, cdp) };
};

const readEndpoint = async (file: string, cdp: Cdp): Promise<string> => {
  for (;;) {
    if (cdp.closed) throw new Error('desktop host: Chromium ended before it reported its port');
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port && path) return `ws://127.0.0.1:${port}${path}`;
    await wait(20);
  }
};
