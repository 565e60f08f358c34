import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const sit = (page: Page, seat: string, path: string): Promise<unknown> =>
  page.goto(`/?workspace=sample&seat=${seat}#${path}`);

/** How many pixels of what stands there are blue. */
const bluePixels = async (what: Locator): Promise<number> => {
  const picture = (await what.screenshot()).toString('base64');
  // The app's own policy lets no page of it read a picture made elsewhere.
  const desk = await what.page().context().newPage();
  const blue = await desk.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 2]! > Math.max(data[at]!, data[at + 1]!) + 40) found += 1;
    return found;
  }, picture);
  await desk.close();
  return blue;
};

test('a date that is being changed is not blue, which means signed', async ({ laptop }) => {
  const { page } = await laptop();
  await sit(page, 'mia', '/campaign/spring-renewal/gate');
  await page.getByRole('button', { name: 'Change time' }).click();
  const date = page.getByLabel('Launches at');
  await date.focus();
  await page.keyboard.press('ArrowRight');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await bluePixels(date)).toBe(0);
  }
});

test('decisions about a scheduled launch stand on one line in the narrower panel', async ({ laptop }) => {
  const { page } = await laptop();
  await page.setViewportSize({ width: 1024, height: 768 });
  await sit(page, 'mia', '/campaign/spring-renewal/gate');
  const tops = await Promise.all(
    ['Change time', 'Launch now', 'Unschedule'].map(
      async (name) => (await page.getByRole('button', { name, exact: true }).boundingBox())?.y,
    ),
  );
  expect(new Set(tops).size).toBe(1);
});

test('on a tablet the list shows whole names, and its tools stand in two lines', async ({ laptop }) => {
  const { page } = await laptop();
  await page.setViewportSize({ width: 768, height: 1024 });
  await sit(page, 'lena', '/');
  await page.getByRole('radio', { name: 'List' }).check({ force: true });
  const names = page.locator('table [data-campaign]');
  await expect(names.first()).toBeVisible();
  const cut = await names.evaluateAll((all) =>
    all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
  );
  expect(cut).toEqual([]);
  const box = async (of: Locator) => (await of.boundingBox())!;
  const [title, begin, search, view] = [
    await box(page.getByRole('heading', { name: 'Campaigns', exact: true })),
    await box(page.getByRole('button', { name: 'New campaign' })),
    await box(page.getByRole('searchbox', { name: 'Search campaigns' })),
    await box(page.getByRole('radiogroup', { name: 'View' })),
  ];
  const middle = ({ y, height }: { y: number; height: number }) => Math.round(y + height / 2);
  expect(Math.abs(middle(title) - middle(begin))).toBeLessThan(4);
  expect(Math.abs(middle(search) - middle(view))).toBeLessThan(4);
});

test('what a tool at the selection is called stands above it, not on the selected words', async ({ laptop }) => {
  const { page } = await laptop();
  await sit(page, 'mia', '/campaign/spring-renewal/brief');
  const offer = page.getByRole('textbox', { name: 'Offer', exact: true });
  await expect(offer).not.toBeEmpty();
  await offer.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+End');
  const tools = page.getByRole('toolbar').filter({ visible: true });
  await tools.getByRole('button', { name: 'Bold' }).hover();
  const name = page.locator('[popover=manual]', { hasText: 'Bold' });
  await expect(name).toBeVisible();
  const [bar, tip] = [(await tools.boundingBox())!, (await name.boundingBox())!];
  expect(tip.y + tip.height).toBeLessThanOrEqual(bar.y + 1);
});
