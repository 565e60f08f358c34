import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atEnd, dataFolder, endAll, startTestServer } from './team.ts';

const ROOT = join(import.meta.dirname, '../..');
const here = '/usr/bin/chromium';

/** Built as it is shipped: a test run's own environment would build the app for development. */
const app = join(ROOT, '.cache/client-browser');
beforeAll(() => {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--outDir', app, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'pipe',
  });
});
afterEach(endAll);

/** A laptop's browser with a profile on its disk, so that it can be killed and started again. */
const browser = async (profile: string): Promise<BrowserContext> => {
  const context = await chromium.launchPersistentContext(profile, {
    ...(existsSync(here) && { executablePath: here }),
    args: ['--no-sandbox'],
  });
  atEnd(() => context.close());
  return context;
};
/** A browser that is still starting on a busy machine may take a connection and never answer on it; it does on the next. */
const connected = async (address: string, tries = 3): Promise<Browser> => {
  try {
    return await chromium.connectOverCDP(address);
  } catch (error) {
    if (tries === 1) throw error;
    return connected(address, tries - 1);
  }
};
/** The same with a handle on the process, so that it can be killed as a power cut would. */
const killable = async (profile: string): Promise<{ page: Page; kill: () => Promise<void> }> => {
  const child = spawn(
    existsSync(here) ? here : chromium.executablePath(),
    ['--headless=new', '--no-sandbox', '--no-first-run', `--user-data-dir=${profile}`, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
    await gone;
  };
  atEnd(kill);
  const address = await new Promise<string>((resolve) => {
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /ws:\/\/\S+/.exec(said)?.[0];
      if (found) resolve(found);
    });
  });
  const [context] = (await connected(address)).contexts();
  return { page: context!.pages()[0] ?? (await context!.newPage()), kill };
};
const firstPage = (context: BrowserContext): Page => context.pages()[0]!;
/** The same app in another version, told apart by its title. */
const nextVersion = (): string => {
  const next = dataFolder();
  cpSync(app, next, { recursive: true });
  const change = (name: string, from: RegExp, to: string) => {
    writeFileSync(join(next, name), readFileSync(join(next, name), 'utf8').replace(from, to));
  };
  change('index.html', /<title>.*<\/title>/, '<title>The next version</title>');
  change('sw.js', /APP_VERSION = "\w+"/, 'APP_VERSION = "next"');
  return next;
};
const found = async (page: Page, url: string) => {
  await page.goto(url);
  await page.getByRole('button', { name: /^Start a workspace/ }).click();
  await page.getByLabel('Name of the workspace').fill('Kilnworks');
  await page.getByLabel('Your name').fill('Mia');
  await page.getByRole('button', { name: 'Start the workspace' }).click();
  await page.getByRole('navigation', { name: 'Workspace' }).waitFor();
};

describe('a browser', () => {
  it('starts cold with the server gone, and what was done then goes out when it is back', async () => {
    const data = dataFolder();
    const profile = dataFolder();
    const server = await startTestServer({ data, app });
    const context = await browser(profile);
    const page = firstPage(context);
    await found(page, server.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const { href } = new URL(page.url());
    await server.close();
    await context.close();

    const again = await browser(profile);
    const cold = firstPage(again);
    await cold.goto(href);
    await cold.getByRole('navigation', { name: 'Workspace' }).waitFor();
    await cold
      .getByRole('button', { name: /^New campaign/ })
      .first()
      .click();
    await cold.getByLabel('Name').fill('Spring');
    await cold.getByRole('button', { name: 'Begin with the brief' }).click();
    await cold.getByRole('button', { name: 'Sync: 1 not sent' }).waitFor();

    const back = await startTestServer({ data, app, port: server.port });
    await cold.getByRole('button', { name: 'Sync: On server' }).waitFor();
    const [workspace] = back.workspaces.open;
    expect(Object.values(workspace!.state().campaigns).map(({ name }) => name)).toEqual(['Spring']);
  });
  it('goes over to a new version whole, once no other window shows the old one', async () => {
    const data = dataFolder();
    const server = await startTestServer({ data, app });
    const context = await browser(dataFolder());
    const page = firstPage(context);
    await found(page, server.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByRole('navigation', { name: 'Workspace' }).waitFor();
    await server.close();
    await startTestServer({ data, app: nextVersion(), port: server.port });

    await page.reload();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    await page.reload();
    expect(await page.title()).toBe('Countersign');
    await other.close();
    // The browser takes its time to forget a window, and the page is asked for again while the new version takes over.
    const title = async () => {
      await page.reload();
      // It asks for itself again, without anybody reloading it.
      await page.waitForFunction(() => document.title === 'The next version', null, { timeout: 5_000 });
      return page.title();
    };
    await expect.poll(() => title().catch(() => ''), { timeout: 90_000 }).toBe('The next version');
    await page.getByRole('navigation', { name: 'Workspace' }).waitFor();
  });
  it('that is killed has every word it said was saved on the laptop', { timeout: 240_000 }, async () => {
    const data = dataFolder();
    const profile = dataFolder();
    const server = await startTestServer({ data, app });
    // Chromium writes a cookie to its disk up to 30 s after it came; it is the words that this is about.
    const first = await browser(profile);
    await found(firstPage(first), server.url);
    const home = firstPage(first).url();
    await first.close();

    let { page, kill } = await killable(profile);
    await page.goto(home);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page
      .getByRole('button', { name: /^New campaign/ })
      .first()
      .click();
    await page.getByLabel('Name').fill('Spring');
    await page.getByRole('button', { name: 'Begin with the brief' }).click();
    await page.getByRole('textbox', { name: /^Objective/ }).waitFor();
    await page.getByRole('button', { name: 'Sync: On server' }).waitFor();
    await server.close();

    const { href } = new URL(page.url());
    for (const word of ['One', 'Two', 'Three']) {
      await page.getByRole('textbox', { name: /^Objective/ }).click();
      await page.keyboard.press('End');
      await page.keyboard.type(`${word}. `);
      // It was saved before these words, so the word of before must have gone first.
      await page.getByRole('button', { name: 'Sync: Sending' }).waitFor();
      await page.getByRole('button', { name: 'Sync: Saved on this laptop' }).waitFor();
      await kill();
      ({ page, kill } = await killable(profile));
      await page.goto(href);
      await page
        .getByRole('textbox', { name: /^Objective/ })
        .filter({ hasText: `${word}.` })
        .waitFor();
    }
    const back = await startTestServer({ data, app, port: server.port });
    await page.getByRole('button', { name: 'Sync: On server' }).waitFor();
    const [workspace] = back.workspaces.open;
    const campaign = Object.keys(workspace!.state().campaigns)[0]!;
    const text = workspace!.rooms.of(campaign, 'brief')!.doc.getText('objective').toString();
    expect(text.slice(1).trim().split(' ')).toEqual(['One.', 'Two.', 'Three.']);
  });
});
