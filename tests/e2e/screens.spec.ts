import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { SEAT_HEADER } from '../../domain/wire/http.ts';
import { expect, test } from './fixtures.ts';
import { Person } from './people.ts';

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
    // What waits for a sales lead, and the board under it.
    name: 'inbox',
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
    name: 'review-changes',
    open: async (page) => {
      await sit(page, 'sam', '/campaign/spring-renewal/version/3');
      await expect(page.locator('ins').first()).toBeVisible();
    },
  },
  {
    name: 'signing',
    open: async (page) => {
      await sit(page, 'lena', '/campaign/second-plant/version/1');
      const viewed = page.getByText(/^\d+ of \d+ changed parts viewed$/);
      await expect(viewed).toBeVisible();
      const marks = page.getByRole('button', { name: /^(Mark .* as viewed|Read on in )/ });
      while ((await marks.count()) > 0) await page.keyboard.press('v');
      await page.keyboard.press('s');
      await page.getByRole('button', { name: 'Sign version 1' }).scrollIntoViewIfNeeded();
      await expect(page.getByRole('button', { name: 'Sign version 1' })).toBeEnabled();
    },
  },
  {
    name: 'who-wrote-what',
    open: async (page) => {
      await sit(page, 'mia', '/campaign/spring-renewal/brief');
      await expect(page.getByRole('textbox', { name: 'Objective' })).not.toBeEmpty();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('who wrote what');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('region', { name: 'Who wrote what' }).getByText('Mia')).toBeVisible();
      await expect(page.locator('[data-written-by]').first()).toBeVisible();
    },
  },
  {
    name: 'record',
    open: async (page) => {
      await sit(page, 'lena', '/campaign/spring-renewal/record');
      await expect(page.getByText(/Verified: \d+ entries/)).toBeVisible();
    },
  },
  {
    name: 'certificate',
    open: async (page) => {
      await sit(page, 'lena', '/campaign/spring-renewal/record');
      await expect(page.getByRole('button', { name: 'Certificate' })).toBeVisible();
      // The app saves it as a file, which is opened by itself.
      const response = await page.context().request.get('/api/w/sample/campaigns/spring-renewal/certificate', {
        headers: { [SEAT_HEADER]: 'lena' },
      });
      await page.goto('about:blank');
      await page.setContent(await response.text());
      await expect(page.getByText(/Lena Brandvold/).first()).toBeVisible();
    },
  },
  {
    name: 'members',
    open: async (page) => {
      await sit(page, 'ash', '/people');
      await expect(heading(page, 'Gate policy')).toBeVisible();
    },
  },
  {
    name: 'devices',
    open: async (page) => {
      await sit(page, 'ash', '/people/devices');
      await expect(page.getByText('This one')).toBeVisible();
    },
  },
  {
    name: 'webhooks',
    open: async (page) => {
      // The sample tells no other program: a workspace of one's own does.
      const ash = new Person('Ash Penhale', { context: page.context(), page });
      await ash.founds('Kilnworks', 'Marketing');
      await page.getByRole('link', { name: 'People' }).click();
      await page.getByRole('link', { name: 'Webhooks' }).click();
      await expect(heading(page, 'Deliveries')).toBeVisible();
      await page.getByRole('button', { name: 'Add a webhook' }).click();
      await page.getByLabel('Name').fill('Our CRM');
      await page.getByLabel('Address').fill('https://crm.noticewren.example/countersign');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await ash.closesSecret();
      await expect(page.getByText('Our CRM')).toBeVisible();
    },
  },
  {
    name: 'kept',
    open: async (page) => {
      await sit(page, 'mia', '/kept');
      await expect(heading(page, 'Kept on this laptop')).toBeVisible();
    },
  },
  {
    name: 'dialog',
    open: async (page) => {
      await sit(page, 'ash', '/people');
      await page.getByRole('button', { name: 'Change', exact: true }).first().click();
      await expect(page.getByRole('dialog', { name: 'Gate policy' })).toBeVisible();
    },
  },
];

/** Nothing may be cut off at the side, but for what scrolls or is there to be listened to. */
const cutOff = (): string[] =>
  [...document.querySelectorAll('header *, nav *, main *, aside *, [role=dialog] *')]
    .filter((element) => {
      const { right, width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1 || right <= window.innerWidth + 1) return false;
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(around);
        const inside = around.getBoundingClientRect().right <= window.innerWidth + 1;
        if (inside && (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis')) return false;
      }
      return true;
    })
    .map((element) => element.outerHTML.slice(0, 120));

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
          const pill = page.getByRole('button', { name: /^Sync: / });
          if ((await pill.count()) > 0) await expect(pill).toHaveAccessibleName('Sync: On server');
          expect.soft(await page.evaluate(cutOff)).toEqual([]);
          await noAxeFindings(page);
          await keep(name);
        });
      await test.step('offline', async () => {
        await sit(page, 'mia', '/campaign/spring-renewal/brief');
        await expect(page.getByRole('textbox', { name: 'Tone' })).not.toBeEmpty();
        await server.stop('SIGKILL');
        await page.getByRole('textbox', { name: 'Tone' }).pressSequentially('Plain. ');
        await expect(page.getByRole('button', { name: /not sent|Saved on this laptop/ })).toBeVisible();
        await expect(page.getByText('No connection.')).toBeVisible();
        await noAxeFindings(page);
        await keep('offline');
      });
    });
