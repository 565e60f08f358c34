import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { webhookKinds } from '../../domain/webhooks/webhook.ts';
import { SEAT_HEADER } from '../../domain/wire/http.ts';
import { signs, team, wholeCampaign } from '../integration/campaign.ts';
import { expect, test } from './fixtures.ts';
import { listens } from './listens.ts';
import { Person } from './people.ts';
import type { Server } from './server.ts';

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

/** Two programs that were told of a whole campaign: one took everything, one does not answer as it should. */
const openWebhooks = async (page: Page, server: Server): Promise<void> => {
  const programs = await listens((path) => (path === '/pager' ? 503 : 200));
  try {
    const people = await team(server.url);
    for (const [webhook, name, path] of [
      ['crm', 'Our CRM', '/countersign'],
      ['pager', 'On-call pager', '/pager'],
    ] as const)
      await people.mia.does({
        kind: 'set webhook',
        webhook,
        name,
        url: programs.url + path,
        on: path === '/pager' ? ['halted'] : [...webhookKinds],
        active: true,
      });
    await wholeCampaign(people, 'c1');
    const version = await signs(people.lena, 'c1');
    await people.mia.does({ kind: 'launch', campaign: 'c1', ...version, asked: [] });
    await people.sam.does({ kind: 'halt', campaign: 'c1', reason: 'Too many bounces.' });
    const { secret } = await people.mia.does({
      kind: 'invite member',
      invite: 'for-ash',
      role: 'marketing',
      admin: true,
      expires: '2099-01-01T00:00:00.000Z',
    });
    const ash = new Person('Ash Penhale', { context: page.context(), page });
    await ash.joins(`/#/join/${people.mia.session.workspace}/${secret}`);
    await page.goto(`/?workspace=${ash.workspace}&seat=me#/people/webhooks`);
    await expect(async () => {
      await page.getByRole('button', { name: 'Refresh' }).click();
      await expect(page.getByText(/^Delivered/)).toHaveCount(4, { timeout: 1000 });
      await expect(page.getByText(/^Tries again/)).toHaveCount(1, { timeout: 1000 });
    }).toPass({ timeout: 60_000 });
  } finally {
    await programs.close();
  }
};

/** Version 2 after Lena asked for changes of version 1: what she has seen is told from what is new, and a letter is not what it seems. */
const openSecondReading = async (page: Page): Promise<void> => {
  const campaign = '/campaign/second-plant';
  const marks = page.getByRole('button', { name: /^(Mark .* as viewed|Read on in )/ });
  await sit(page, 'lena', `${campaign}/version/1`);
  await expect(page.getByText(/^\d+ of \d+ changed parts viewed$/)).toBeVisible();
  while ((await marks.count()) > 0) await page.keyboard.press('v');
  await page.keyboard.press('r');
  await page.getByRole('textbox', { name: 'What should change?' }).fill('Say that nobody is named without a yes.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Changes requested').first()).toBeAttached();

  await sit(page, 'mia', `${campaign}/brief`);
  const add = async (part: string, words: string): Promise<void> => {
    const text = page.getByRole('textbox', { name: part, exact: true });
    await expect(text).not.toBeEmpty();
    await text.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(words);
  };
  // The first letter of the last word is a Cyrillic one.
  await add('Offer', ' Nobody is named without a yes, \u0430nd none is asked twice.');
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('link', { name: /Ask for an introduction/ })
    .click();
  await add('Ask for an introduction', ' Your name stays with us unless you say yes.');
  await expect(page.getByRole('button', { name: /^Sync: / })).toHaveAccessibleName('Sync: On server');
  await page.goto(`/?workspace=sample&seat=mia#${campaign}/gate`);
  await page.getByRole('button', { name: /^Ask to sign version 2/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Ask to sign/ });
  await dialog.getByRole('textbox').fill('Your point stands in the offer now, and in the e-mail.');
  await dialog.getByRole('button', { name: /^Ask to sign version 2/ }).click();
  await expect(dialog).toHaveCount(0);

  await sit(page, 'lena', `${campaign}/version/2`);
  await expect(page.getByText(/differ from version 1/).first()).toBeVisible();
  await marks.first().click();
  await expect(page.getByText('1 of 2 changed parts viewed')).toBeVisible();
};

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
      await server.stop();
      await server.start({ COUNTERSIGN_LOCAL_WEBHOOKS: 'on' });
      const { page } = await laptop();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const keep = async (name: string): Promise<void> => {
        if (!pictures) return;
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
      };
      const walked: Screen[] = [
        ...screens,
        { name: 'webhooks', open: (of) => openWebhooks(of, server) },
        { name: 'review-again', open: openSecondReading },
      ];
      for (const { name, open } of walked)
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
