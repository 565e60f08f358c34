import type { Page } from '@playwright/test';
import { afterAll, beforeAll, it } from 'vitest';
import { launchDesktop, newProfile, removeProfile, type DesktopApp } from '../desktop-host/launch.ts';
import { expect } from '../e2e/people.ts';
import { Server } from '../e2e/server.ts';
import { appMain } from './built.ts';
import './browsers.ts';
import { answers } from './native.ts';
import { secondStart } from './second-start.ts';

// A link names a campaign and no workspace. Two workspaces, each on a server of its own; the window is in the second one.
const [one, two] = [new Server(), new Server()];
const profile = newProfile();
let app: DesktopApp;
let page: Page;
let noticewren = '';
let campaign = '';

const uses = async (server: Server): Promise<void> => {
  await page.evaluate((url) => {
    Object.assign(window, { before: true });
    void window.desktop?.addServer(url);
  }, server.url);
  // Its policy names every server, so it is loaded again.
  await page.waitForFunction(() => !('before' in window));
};
const founds = async (workspace: string): Promise<void> => {
  await page.goto(new URL('/#/start', page.url()).href);
  await page.reload();
  await page.getByRole('button', { name: /^Start a workspace/, disabled: false }).click();
  await page.getByLabel('Name of the workspace').fill(workspace);
  await page.getByLabel('Your name').fill('Mia Sorrell');
  await page.getByRole('radio', { name: 'Marketing', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Start the workspace' }).click();
  await isIn(workspace);
};
/** The bar names it: on its own screens as a menu, on those of a campaign as the way back. */
const isIn = (workspace: string) =>
  expect(
    page
      .getByRole('button', { name: new RegExp(workspace) })
      .or(page.getByRole('link', { name: `All campaigns of ${workspace}` }))
      .first(),
  ).toBeVisible();
const opens = (link: string) => secondStart({ profile, main: appMain, args: [link] });
const urls = () => page.evaluate(async () => (await window.desktop?.servers())?.map(({ url }) => url));

beforeAll(async () => {
  await Promise.all([one.start(), two.start()]);
  app = await launchDesktop({ profile, main: appMain });
  page = await app.firstWindow();
  await answers(app, 0);
  await uses(one);
  await founds('Noticewren');
  await page.getByRole('button', { name: 'New campaign' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Spring renewal');
  await page.getByRole('button', { name: 'Begin with the brief' }).click();
  await expect(page.getByRole('textbox', { name: 'Objective', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sync: On server' })).toBeVisible();
  noticewren = new URL(page.url()).searchParams.get('workspace')!;
  campaign = /campaign\/([^/?]+)/.exec(page.url())![1]!;
  await uses(two);
  await founds('Other team');
});
afterAll(async () => {
  await app?.kill();
  await Promise.all([one.remove(), two.remove()]);
  removeProfile(profile);
});

it('a link to a campaign of another workspace, on another server, opens it there', async () => {
  const before = await urls();
  await opens(`countersign://campaign/${campaign}/brief`);
  await expect(page).toHaveURL(new RegExp(`workspace=${noticewren}&seat=me#/campaign/${campaign}/brief$`));
  await expect(page.getByRole('textbox', { name: 'Objective', exact: true })).toBeVisible();
  await expect(page.getByText('Spring renewal').first()).toBeVisible();
  expect(await urls()).toEqual(before);
  await page.goBack();
  await isIn('Other team');
});

it('one to a campaign that nobody here has says so in a sentence', async () => {
  await opens('countersign://campaign/nowhere');
  await expect(page.getByText(/^No workspace that you are signed in to here has it/)).toBeVisible();
  await isIn('Other team');
});

it('one to a workspace that the person is not signed in to says so, too', async () => {
  // The last admin of a workspace is let go by no server; one that is gone is not asked.
  await one.stop('SIGKILL');
  const left = await page.evaluate(
    ([server, workspace]) =>
      window.desktop
        ?.request({
          server: server!,
          workspace: workspace!,
          method: 'POST',
          path: `/api/w/${workspace}/leave`,
          body: { forget: true },
        })
        .catch((error: unknown) => String(error)),
    [one.url, noticewren],
  );
  expect(left).toMatch(/cannot be reached/);
  await one.start();
  await opens(`countersign://campaign/${campaign}/brief`);
  await expect(page.getByText(/^No workspace that you are signed in to here has it/)).toBeVisible();
});
