import { chromium, type Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasKeychain, newProfile, removeProfile } from '../desktop-host/launch.ts';
import { Person } from '../e2e/people.ts';
import { Server } from '../e2e/server.ts';
import { takeToLaunch } from '../e2e/story.ts';
import { appMain } from './built.ts';
import { browserOptions, laptop } from './browsers.ts';
import { DesktopPerson } from './desktop-person.ts';

const server = new Server();
const profile = newProfile();
let browser: Browser;
let mia: DesktopPerson | null = null;

beforeAll(async () => {
  await server.start();
  browser = await chromium.launch(browserOptions);
});
afterAll(async () => {
  await mia?.app.kill();
  await browser?.close();
  await server.remove();
  removeProfile(profile);
});

// Mia's app is killed in the middle and goes on signed in, which takes a keychain.
it.runIf(hasKeychain())(
  'the story of the foundation, with Mia in the desktop app and Sam and Lena in browsers',
  { timeout: 300_000 },
  async () => {
    const thrown: string[] = [];
    mia = await DesktopPerson.starts('Mia Sorrell', { profile, main: appMain, args: [`--server=${server.url}`] });
    const steps: string[] = [];
    await takeToLaunch({
      server,
      mia,
      sam: new Person('Sam Tolliver', await laptop(browser, server, thrown)),
      lena: new Person('Lena Brandvold', await laptop(browser, server, thrown)),
      step: async (name, work) => {
        steps.push(name);
        await work().catch((error: unknown) => {
          throw new Error(`${name}\n${mia?.app.output()}`, { cause: error });
        });
      },
    });
    expect(steps).toHaveLength(11);
    expect(thrown).toEqual([]);
  },
);
