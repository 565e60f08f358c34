import { createServer, type Server as TlsServer } from 'node:https';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCertificate } from '../../electron/certificate.ts';
import { fingerprintOf } from '../../electron/trust-certificates.ts';
import { hasKeychain, launchDesktop, newProfile, removeProfile, type DesktopApp } from '../desktop-host/launch.ts';
import { expect as expectPage } from '../e2e/people.ts';
import { appMain } from './built.ts';
import { eventually } from './eventually.ts';
import { answers, asked, pagesHaveTime } from './native.ts';

// Two laptops, each with the app: Mia's hosts the team's server, Sam's joins it over TLS with the certificate in her invite.
type Laptop = { profile: string; app: DesktopApp; page: Page };
const laptops: Laptop[] = [];
const start = async (profile = newProfile()): Promise<Laptop> => {
  const app = await launchDesktop({ profile, main: appMain, args: ['--join-address=127.0.0.1'] });
  await pagesHaveTime(app);
  const page = await app.firstWindow();
  page.setDefaultTimeout(60_000);
  const laptop = { profile, app, page };
  laptops.push(laptop);
  return laptop;
};
const isInside = ({ page }: Laptop) => expectPage(page.getByRole('navigation', { name: 'Workspace' })).toBeVisible();
const servers = ({ page }: Laptop) => page.evaluate(() => window.desktop?.servers());
const text = ({ page }: Laptop, label: string) => page.getByRole('textbox', { name: label, exact: true });
const choosesSharing = ({ app }: Laptop) =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.others-join')?.click());
const invites = async ({ page }: Laptop): Promise<string> => {
  await page.goto(new URL(`${new URL(page.url()).search}#/people`, page.url()).href);
  await page
    .getByRole('button', { name: /^Invite/ })
    .first()
    .click();
  await page.getByRole('dialog').getByLabel('Role').selectOption('sales');
  await page.getByRole('button', { name: 'Make the link' }).click();
  return page.getByLabel('Invite link').inputValue();
};
const closesSecret = async ({ page }: Laptop): Promise<void> => {
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Close without copying' }).click();
};
const pastes = async ({ app, page }: Laptop, link: string): Promise<void> => {
  await answers(app, 0);
  await page.getByRole('button', { name: /^Join with a link/ }).click();
  await page.getByLabel('Link', { exact: true }).fill(link);
  await page.getByLabel('Your name').fill('Sam Tolliver');
  await page.getByRole('button', { name: 'Join the workspace' }).click();
};

let mia: Laptop;
let sam: Laptop;
let stranger: TlsServer | null = null;
beforeAll(async () => {
  mia = await start();
  await mia.page.getByRole('button', { name: 'Host one on this laptop' }).click();
  await mia.page.getByRole('button', { name: /^Start a workspace/, disabled: false }).click();
  await mia.page.getByLabel('Name of the workspace').fill('Noticewren');
  await mia.page.getByLabel('Your name').fill('Mia Sorrell');
  await mia.page.getByRole('radio', { name: 'Marketing', exact: true }).check({ force: true });
  await mia.page.getByRole('button', { name: 'Start the workspace' }).click();
  await isInside(mia);
});
afterAll(async () => {
  for (const { app, profile } of laptops) {
    await app.kill();
    removeProfile(profile);
  }
  stranger?.close();
});

it('until its owner opens it, only her own laptop reaches the server, and the invite says so', async () => {
  expect((await servers(mia))?.[0]).toMatchObject({ hosted: true, joinAt: null, fingerprint: null });
  expect(await invites(mia)).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await expectPage(mia.page.getByText(/This link only works on this computer/)).toBeVisible();
  await closesSecret(mia);
});

let link = '';
it('opened from the menu, it answers with a certificate of its own, and the invite names it', async () => {
  await answers(mia.app, 0);
  await choosesSharing(mia);
  await eventually('both dialogs', async () => (await asked(mia.app)).length === 2);
  const [known] = (await servers(mia)) ?? [];
  expect(known).toMatchObject({
    hosted: true,
    joinAt: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
  });
  expect((await asked(mia.app))[1]?.detail?.replaceAll(' ', '')).toContain(known!.fingerprint!);
  await expectPage(mia.page.getByRole('button', { name: 'Sync: On server' })).toBeVisible();
  link = await invites(mia);
  expect(link.startsWith(`${known!.joinAt}/#/join/`) && link.endsWith(`/${known!.fingerprint}`)).toBe(true);
  await closesSecret(mia);
});

it('a colleague pastes the invite and is at work, over TLS', async () => {
  sam = await start();
  await sam.page.evaluate(() => Object.assign(window, { before: true }));
  await pastes(sam, link);
  // The page loads again with the new server in its policy, and knows what was typed.
  await sam.page.waitForFunction(() => !('before' in window));
  await expectPage(sam.page.getByLabel('Your name')).toHaveValue('Sam Tolliver');
  await sam.page.getByRole('button', { name: 'Join the workspace' }).click();
  await isInside(sam);
  expect((await servers(sam))?.[0]?.url).toMatch(/^https:/);

  await mia.page.goto(new URL(`${new URL(mia.page.url()).search}#/`, mia.page.url()).href);
  await mia.page.getByRole('button', { name: 'New campaign' }).first().click();
  await mia.page.getByRole('dialog').getByLabel('Name').fill('Spring renewal');
  await mia.page.getByRole('button', { name: 'Begin with the brief' }).click();
  await text(mia, 'Objective').pressSequentially('Twelve plants.');
  await sam.page
    .getByRole('link', { name: /Spring renewal/ })
    .first()
    .click();
  // Words go both ways through the room's websocket, which the page itself opened.
  await expectPage(text(sam, 'Objective')).toContainText('Twelve plants.');
  await text(sam, 'Offer').pressSequentially('One page.');
  await expectPage(text(mia, 'Offer')).toContainText('One page.');
  await expectPage(sam.page.getByRole('button', { name: 'Sync: On server' })).toBeVisible();
});

it.runIf(hasKeychain())('after a restart of both the same certificate is there and trusted', async () => {
  await mia.app.quit();
  await sam.app.quit();
  mia = await start(mia.profile);
  sam = await start(sam.profile);
  await isInside(sam);
  await expectPage(sam.page.getByRole('button', { name: 'Sync: On server' })).toBeVisible();
});

it('whoever stands in between with another certificate hears nothing', async () => {
  const { joinAt } = (await servers(mia))![0]!;
  await answers(mia.app, 0);
  await choosesSharing(mia);
  await eventually('the door shut', async () => (await servers(mia))?.[0]?.joinAt === null);
  const heard: string[] = [];
  stranger = createServer(makeCertificate(new Date()), (request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.end('{}');
  });
  stranger.on('upgrade', (request, socket) => {
    heard.push(`websocket ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((done) => stranger!.listen(Number(new URL(joinAt!).port), '127.0.0.1', done));
  const answered = await sam.page.evaluate(
    async ([server]) =>
      window.desktop
        ?.request({ server: server!, workspace: null, method: 'GET', path: '/api/server', body: null })
        .then(() => 'answered')
        .catch((error: unknown) => String(error)),
    [joinAt!],
  );
  expect(answered).toMatch(/cannot be reached/);
  const opened = await sam.page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url);
        socket.addEventListener('open', () => resolve('open'));
        socket.addEventListener('error', () => resolve('refused'));
      }),
    `${joinAt!.replace('https', 'wss')}/sync/w1/x`,
  );
  expect(opened).toBe('refused');
  expect(heard).toEqual([]);
});

it('an invite with another certificate for a known server is a question, and no is the answer at hand', async () => {
  const { url, fingerprint } = (await servers(sam))![0]!;
  const other = fingerprintOf(makeCertificate(new Date()).cert);
  await answers(sam.app, 1);
  const answer = await sam.page.evaluate(([server, print]) => window.desktop?.addServer(server!, print), [url, other]);
  expect(answer).toMatchObject({ ok: false });
  expect(await asked(sam.app)).toMatchObject([
    { message: expect.stringContaining('is another one than before'), defaultId: 1 },
  ]);
  expect((await servers(sam))?.[0]?.fingerprint).toBe(fingerprint);
});
