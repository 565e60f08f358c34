// npm run screenshots:desktop: the app's own window, from its first start to work in the sample, into docs/screenshots/desktop.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { hostName, launchDesktop, newProfile, removeProfile } from '../desktop-host/launch.ts';
import { Server } from '../e2e/server.ts';
import { appMain, root, setup } from './built.ts';
import { answers } from './native.ts';
import './browsers.ts';

const folder = join(root, 'docs/screenshots/desktop');
mkdirSync(folder, { recursive: true });
setup();
const server = new Server();
await server.start();
const profile = newProfile();
const app = await launchDesktop({ profile, main: appMain });
const page = await app.firstWindow();
page.setDefaultTimeout(20_000);
await app.evaluate(({ BrowserWindow }) =>
  BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 1280, height: 860 }),
);

const settled = (of: Page) => of.evaluate(() => document.fonts.ready.then(() => undefined));
const picture = async (name: string): Promise<void> => {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
  console.log(`  ${name}`);
};
const goes = (search: string, place: string) => page.goto(new URL(`/${search}#${place}`, page.url()).href);

console.log(`desktop host: ${hostName()}`);
await page.getByRole('textbox', { name: /^Address of your team/ }).waitFor();
await picture('first-start');
await page.getByRole('textbox', { name: /^Address of your team/ }).fill('http://plan.example.com');
await page.getByRole('button', { name: 'Use this server' }).click();
await page.getByText(/not encrypted/).waitFor();
await picture('first-start-refused');
// The shell asks whether to reach it, in a window of the system's own.
await answers(app, 0);
await page.getByRole('textbox', { name: /^Address of your team/ }).fill(server.url);
await page.getByRole('button', { name: 'Use this server' }).click();
await page.getByRole('button', { name: /^Look at the sample/, disabled: false }).waitFor();
await picture('start');
await goes('?workspace=sample&seat=mia', '/');
await page.getByText('Spring renewal').first().waitFor();
await picture('campaigns');
await goes('?workspace=sample&seat=mia', '/campaign/spring-renewal/brief');
await page.getByRole('textbox', { name: 'Objective' }).waitFor();
await picture('brief');
await server.stop('SIGKILL');
await page.getByRole('textbox', { name: 'Tone' }).click();
await page.keyboard.press('Control+End');
await page.keyboard.type(' Plain words.');
await page.getByRole('button', { name: 'Sync: Saved on this laptop' }).waitFor();
await picture('offline');
await app.kill();
await server.remove();
removeProfile(profile);
console.log(`They are in ${folder}`);
