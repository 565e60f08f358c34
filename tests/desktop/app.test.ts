import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  hasKeychain,
  hostName,
  launchDesktop,
  newProfile,
  removeProfile,
  type DesktopApp,
} from '../desktop-host/launch.ts';
import { expect } from '../e2e/people.ts';
import { Server } from '../e2e/server.ts';
import { appMain, root } from './built.ts';
import './browsers.ts';
import { eventually } from './eventually.ts';
import { answers, asked, pagesHaveTime, savesTo } from './native.ts';
import { secondStart } from './second-start.ts';

// The whole app, built: our main, preload and page, and the real server. What the shell alone does is shell.test.ts.
const onHost = hostName() === 'chromium-host';
const server = new Server();
const profile = newProfile();
let app: DesktopApp;
let page: Page;

const start = async (args: string[] = [], env: Record<string, string> = {}): Promise<void> => {
  app = await launchDesktop({ profile, main: appMain, args, env });
  await pagesHaveTime(app);
  page = await app.firstWindow();
  page.setDefaultTimeout(60_000);
};
const restart = async (...from: Parameters<typeof start>): Promise<void> => {
  await app.quit();
  await start(...from);
};
const isInside = () => expect(page.getByRole('navigation', { name: 'Workspace' })).toBeVisible();
const founds = async (workspace: string): Promise<void> => {
  await page.getByRole('button', { name: /^Start a workspace/ }).click();
  await page.getByLabel('Name of the workspace').fill(workspace);
  await page.getByLabel('Your name').fill('Mia Sorrell');
  await page.getByRole('radio', { name: 'Marketing', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Start the workspace' }).click();
  await isInside();
};
const beginsCampaign = async (name: string): Promise<string> => {
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Begin with the brief' }).click();
  await expect(text('Objective')).toBeVisible();
  return /campaign\/([^/?]+)/.exec(page.url())![1]!;
};
const text = (label: string) => page.getByRole('textbox', { name: label, exact: true });
const says = (status: string | RegExp) =>
  expect(page.getByRole('button', { name: /^Sync: / })).toHaveAccessibleName(
    typeof status === 'string' ? `Sync: ${status}` : status,
  );
const chooses = (item: string) =>
  app.evaluate(({ Menu }, id: string) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), item);
let campaign = '';

beforeAll(async () => {
  await server.start();
  await start();
});
afterAll(async () => {
  await app?.kill();
  await server.remove();
  removeProfile(profile);
});

describe('the first start', () => {
  it('knows no server, and asks for one', async () => {
    await expect(page.getByText('Where does your team work?')).toBeVisible();
    await expect(page.getByText(/cannot be reached/)).toHaveCount(0);
    await expect(page.getByRole('textbox', { name: /^Address of your team/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Start a workspace/ })).toHaveAttribute('aria-disabled', 'true');
  });

  it('takes no address that others can read along at', async () => {
    await page.getByRole('textbox', { name: /^Address of your team/ }).fill('http://plan.example.com');
    await page.getByRole('button', { name: 'Use this server' }).click();
    await expect(page.getByText(/not encrypted/)).toBeVisible();
  });

  it('takes the team’s server, and is at work with it', async () => {
    await answers(app, 0);
    await page.getByRole('textbox', { name: /^Address of your team/ }).fill(server.url);
    await page.getByRole('button', { name: 'Use this server' }).click();
    await founds('Noticewren');
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    campaign = await beginsCampaign('Spring renewal');
    await text('Objective').pressSequentially('Twelve plants ask for a page.');
    await says('On server');
    await expect(text('Objective')).toContainText('Twelve plants ask for a page.');
  });

  it('has no session token anywhere that the page can reach', async () => {
    const kept = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const rows = await Promise.all(
        databases.map(
          ({ name }) =>
            new Promise<unknown[]>((resolve) => {
              const opening = indexedDB.open(name ?? '');
              opening.addEventListener('success', () => {
                const db = opening.result;
                const stores = [...db.objectStoreNames];
                if (stores.length === 0) return resolve([]);
                const transaction = db.transaction(stores);
                const found: unknown[] = [];
                for (const store of stores) {
                  const all = transaction.objectStore(store).getAll();
                  all.addEventListener('success', () => found.push(...all.result));
                }
                transaction.addEventListener('complete', () => {
                  db.close();
                  resolve(found);
                });
              });
            }),
        ),
      );
      return JSON.stringify([rows, Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]);
    });
    expect(kept).toContain('Noticewren');
    expect(kept).not.toMatch(/token|bearer/i);
  });
});

it('takes the record along: a file where the person says, which verifies', async () => {
  const file = join(profile, 'record.json');
  await savesTo(app, file);
  await page.goto(new URL(`${new URL(page.url()).search}#/campaign/${campaign}/record`, page.url()).href);
  await page.getByRole('button', { name: 'Export the record' }).click();
  await expect(page.getByText(/^Saved as Spring-renewal/)).toBeVisible();
  const verified = spawnSync(process.execPath, [join(root, 'scripts/verify.mjs'), file], { encoding: 'utf8' });
  expect([verified.status, verified.stderr]).toEqual([0, '']);
  expect(readFileSync(file, 'utf8')).toContain(campaign);
});

describe('the menu and the links', () => {
  it('the menu leads home, to the palette and to a new campaign', async () => {
    await chooses('go.home');
    await expect(page.getByRole('link', { name: /Spring renewal/ }).first()).toBeVisible();
    await chooses('go.palette');
    await expect(
      page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('searchbox')).first(),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await chooses('file.new-campaign');
    await beginsCampaign('Autumn fair');
  });

  it('a link opens its campaign, and no more', async () => {
    const before = await rows();
    expect(
      await secondStart({ profile, main: appMain, args: [`countersign://campaign/${campaign}/gate?action=sign`] }),
    ).toBe(0);
    // The gate stands in the side panel, over the brief.
    await expect(page, app.output()).toHaveURL(new RegExp(`#/campaign/${campaign}/`));
    await expect(page.getByRole('tab', { name: /^Gate/ })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText('Spring renewal').first()).toBeVisible();
    expect(await rows()).toBe(before);
  });

  it('a link that starts the app opens its campaign, too', async () => {
    await restart([`countersign://campaign/${campaign}/brief`]);
    await expect(text('Objective')).toContainText('Twelve plants ask for a page.');
  });
});

const rows = () =>
  page.evaluate(async () => {
    const [server] = (await window.desktop?.servers()) ?? [];
    const workspace = new URL(location.href).searchParams.get('workspace') ?? '';
    const path = `/api/w/${workspace}/feed?after=0`;
    const reply = await window.desktop?.request({
      server: server?.url ?? '',
      workspace,
      method: 'GET',
      path,
      body: null,
    });
    return (reply?.body as { rows: unknown[] } | undefined)?.rows.length;
  });

describe('several workspaces', () => {
  it('a second one has a page of its own, and the start knows both', async () => {
    await page.goto(new URL('/#/start', page.url()).href);
    await page.reload();
    await founds('Other team');
    await page.goto(new URL('/#/start', page.url()).href);
    await page.reload();
    const known = page
      .getByRole('region')
      .or(page.locator('section'))
      .filter({ hasText: 'On this laptop' })
      .getByRole('link');
    await expect(known).toHaveCount(2);
    await known.filter({ hasText: 'Noticewren' }).click();
    await isInside();
    await expect(page.getByRole('link', { name: /Spring renewal/ }).first()).toBeVisible();
  });

  it.runIf(hasKeychain())('each speaks with its own session', async () => {
    const answered = await page.evaluate(async () => {
      const [server] = (await window.desktop?.servers()) ?? [];
      const databases = await indexedDB.databases();
      const ids = [...new Set(databases.flatMap(({ name }) => /[0-9a-f]{24}/.exec(name ?? '')?.[0] ?? []))];
      return Promise.all(
        ids.map(async (workspace) => {
          const path = `/api/w/${workspace}/session`;
          const asked = { server: server?.url ?? '', workspace, method: 'GET' as const, path, body: null };
          const reply = await window.desktop?.request(asked);
          return (reply?.body as { workspaceName: string } | undefined)?.workspaceName ?? '';
        }),
      );
    });
    expect(new Set(answered)).toEqual(new Set(['Noticewren', 'Other team']));
  });
});

// Without a keychain nobody is signed in after a start, so nothing is ever "On server" below.
describe.runIf(hasKeychain())('quitting', () => {
  const opensBrief = async () => {
    await page.goto(new URL(`${new URL(page.url()).search}#/campaign/${campaign}/brief`, page.url()).href);
    await expect(text('Objective')).toContainText('Twelve plants');
  };

  it('asks nothing where the server has everything', async () => {
    await opensBrief();
    await says('On server');
    await answers(app, 1);
    expect(await app.quit()).toBe(0);
    await start();
    await isInside();
  });

  it('says what is unsent, stays when asked to, and keeps every word when it goes', async () => {
    await opensBrief();
    await server.stop('SIGKILL');
    await text('Audience').click();
    // The window is closed in the middle of typing, with nothing waited for.
    await page.keyboard.type('Plant managers in food and drink');
    await answers(app, 1);
    await app.evaluate(({ app: main }) => main.quit());
    await eventually('the question', async () => (await asked(app)).length === 1);
    expect((await asked(app))[0]?.message).toMatch(
      /^One thing has not been sent yet\.|^\d+ things have not been sent yet\.$/,
    );
    await expect(text('Audience')).toContainText('Plant managers in food and drink');
    await text('Audience').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(', too.');
    await answers(app, 0);
    expect(await app.quit()).toBe(0);
    await start();
    await isInside();
    await opensBrief();
    await expect(text('Audience')).toContainText('Plant managers in food and drink, too.');
    await server.start();
    await says('On server');
  });
});

describe('sessions', () => {
  it.runIf(onHost)('without a keychain: says that one must join again, keeps nothing, and the words stay', async () => {
    await restart([], { HOST_KEYCHAIN: 'basic_text' });
    await expect(page.getByText(/no keychain that Countersign can use/)).toBeVisible();
    await isInside();
    await expect(page.getByRole('link', { name: /Spring renewal/ }).first()).toBeVisible();
  });

  // It starts from a session that outlived the app.
  it.runIf(hasKeychain())('signing out asks first, and forgets the token', async () => {
    await restart();
    await isInside();
    await page.goto(new URL('#/start', page.url()).href);
    const known = page.getByRole('region', { name: 'On this laptop' }).getByRole('link').first();
    const workspace = new URL((await known.getAttribute('href'))!, page.url()).searchParams.get('workspace')!;
    await known.click();
    await isInside();
    // The only admin stays in by another device.
    const command = ['sync-server/device.ts', workspace, 'Mia Sorrell', '--data', server.data, '--address', server.url];
    const secret = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' }).stdout.split('\n')[0]!;
    const joined = await fetch(`${server.url}/api/w/${workspace}/join-device`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ secret: secret.split('/').at(-1) }),
    });
    expect(joined.status).toBe(200);
    const file = join(profile, 'sessions.json');
    const before = readFileSync(file, 'utf8').length;
    await page
      .getByRole('button', { name: /^(Workspace|Noticewren|Other team)/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Sign out on this laptop' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('You stay signed in on');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('button', { name: /^Start a workspace/ })).toBeVisible();
    expect(readFileSync(file, 'utf8').length).toBeLessThan(before);
  });
});
