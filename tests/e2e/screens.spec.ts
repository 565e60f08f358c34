import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Where pictures are kept; without it the screens are only walked and judged by axe. */
const pictures = process.env['SCREENSHOTS'];
const widths = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;
const schemes = ['light', 'dark'] as const;

const sit = (page: Page, member: string, path = '/'): Promise<unknown> =>
  page.goto(`/?workspace=sample&seat=${member}#${path}`);
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first();

type Screen = { name: string; open: (page: Page) => Promise<void> };
const screens: Screen[] = [
  {
    name: 'start',
    open: async (page) => {
      await page.goto('/#/start');
      await expect(heading(page, /Written together/)).toBeVisible();
      await expect(page.getByRole('button', { name: /Look at the sample/ })).toBeEnabled();
    },
  },
  {
    name: 'home',
    open: async (page) => {
      await sit(page, 'lena');
      await expect(page.getByText('Spring renewal').first()).toBeVisible();
    },
  },
  {
    name: 'campaign',
    open: async (page) => {
      await sit(page, 'mia', '/campaign/spring-renewal/step/step-1');
      await expect(page.getByText('Most plants have a dozen of these').first()).toBeVisible();
    },
  },
  {
    name: 'brief',
    open: async (page) => {
      await sit(page, 'sam', '/campaign/spring-renewal/brief');
      await expect(page.getByRole('textbox', { name: 'Objective' })).not.toBeEmpty();
    },
  },
  {
    name: 'facts',
    open: async (page) => {
      await sit(page, 'mia', '/campaign/spring-renewal/facts');
      await expect(heading(page, 'Facts')).toBeVisible();
    },
  },
  {
    name: 'gate',
    open: async (page) => {
      await sit(page, 'mia', '/campaign/spring-renewal/gate');
      await expect(page.getByText('Version 3').first()).toBeAttached();
    },
  },
  {
    name: 'review',
    open: async (page) => {
      await sit(page, 'lena', '/campaign/second-plant/version/1');
      await expect(page.getByText(/differ|all new to you/).first()).toBeVisible();
    },
  },
  {
    name: 'record',
    open: async (page) => {
      await sit(page, 'lena', '/campaign/spring-renewal/record');
      await expect(page.getByText(/Lena/).first()).toBeAttached();
    },
  },
  {
    name: 'people',
    open: async (page) => {
      await sit(page, 'ash', '/people');
      await expect(heading(page, 'Gate policy')).toBeVisible();
    },
  },
];

for (const [width, viewport] of Object.entries(widths))
  for (const colorScheme of schemes)
    test(`every screen, ${width} and ${colorScheme}, is whole and accessible`, async ({
      laptop,
      server,
      noAxeFindings,
    }) => {
      test.setTimeout(240_000);
      const { page } = await laptop();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const keep = async (name: string): Promise<void> => {
        if (!pictures) return;
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
      };
      for (const { name, open } of screens)
        await test.step(name, async () => {
          await open(page);
          // Nothing may be cut off at the side.
          expect
            .soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
            .toBeLessThanOrEqual(0);
          await noAxeFindings(page);
          await keep(name);
        });
      await test.step('offline', async () => {
        await sit(page, 'mia', '/campaign/spring-renewal/brief');
        await expect(page.getByRole('textbox', { name: 'Tone' })).not.toBeEmpty();
        await server.stop('SIGKILL');
        await page.getByRole('textbox', { name: 'Tone' }).pressSequentially('Plain. ');
        await expect(page.getByRole('button', { name: /not sent|Saved on this laptop/ })).toBeVisible();
        await noAxeFindings(page);
        await keep('offline');
      });
    });
