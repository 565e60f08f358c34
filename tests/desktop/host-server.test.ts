import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchDesktop, newProfile, removeProfile, type DesktopApp } from '../desktop-host/launch.ts';
import { fixtureMain } from './built.ts';
import { eventually } from './eventually.ts';

const profile = newProfile();
let app: DesktopApp;
let page: Page;

const start = async (): Promise<void> => {
  app = await launchDesktop({ profile, main: fixtureMain });
  page = await app.firstWindow();
  await page.getByText(/^ready \d+$/).waitFor();
};
const servers = () => page.evaluate(() => window.desktop?.servers()).catch(() => undefined);
const kept = () =>
  JSON.parse(readFileSync(join(profile, 'server/starts.json'), 'utf8')) as { starts: number; saved: boolean };
const ask = (url: string) =>
  page.evaluate(
    (server) =>
      window.desktop
        ?.request({ server, workspace: null, method: 'GET', path: '/api/server', body: undefined })
        .then(({ body }) => body)
        .catch(() => null),
    url,
  );
let url = '';

beforeAll(start);
afterAll(async () => {
  await app?.kill();
  removeProfile(profile);
});

it('someone who has no server hosts one', async () => {
  expect(await servers()).toEqual([]);
  await page.evaluate(() => void window.desktop?.hostServer());
  await eventually(
    'the hosted server in the list',
    async () => (await servers())?.some(({ hosted }) => hosted) ?? false,
  );
  await page.getByText(/^ready \d+$/).waitFor();
  url = (await servers())?.[0]?.url ?? '';
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await ask(url)).toMatchObject({ starts: 1, origins: expect.stringContaining('app://countersign') });
});

it('saves before the app is gone, and starts with it again at the same address', async () => {
  await app.quit();
  expect(kept()).toEqual({ starts: 1, saved: true });
  await start();
  expect(await servers()).toEqual([{ url, hosted: true, joinAt: null, fingerprint: null }]);
  await eventually('the server', async () => (await ask(url)) !== null);
  expect(await ask(url)).toMatchObject({ starts: 2 });
});

it('starts again when it dies by itself, and the app goes on meanwhile', async () => {
  const { pid, starts } = (await ask(url)) as { pid: number; starts: number };
  process.kill(pid, 'SIGKILL');
  await eventually('the server again', async () => {
    const answer = (await ask(url)) as { starts: number } | null;
    return answer !== null && answer.starts === starts + 1;
  });
  expect(await servers()).toHaveLength(1);
});

it('a kill of the app leaves no server behind that would hold its place', async () => {
  await app.kill();
  await start();
  await eventually('the server', async () => (await ask(url)) !== null);
  expect(kept().starts).toBe(4);
});
