import { expect, test } from './fixtures.ts';

const at = (seat: string, place: string): string => `/?workspace=sample&seat=${seat}#/campaign/${place}`;

test('whoever only reads the copy is offered other words for it: at what they select, and for what they type', async ({
  laptop,
}) => {
  const { page } = await laptop();
  await page.goto(at('sam', 'spring-renewal/step/step-3'));
  const copy = page.getByRole('textbox', { name: /^Call: who watches the date/ }).last();
  await expect(copy).not.toBeEmpty();
  const word = copy.locator('p').first();
  await word.dblclick({ position: { x: 20, y: 12 } });
  const tools = page.getByRole('toolbar').filter({ visible: true });
  await expect(tools.getByRole('button')).toHaveText(['Comment', 'Suggest']);
  const selected = await page.evaluate(() => String(getSelection()).trim());
  await tools.getByRole('button', { name: 'Suggest' }).click();
  const words = page.getByRole('textbox', { name: 'Replace with' });
  await expect(words).toHaveValue(selected);
  await expect(words).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(words).toHaveCount(0);
  await expect(copy).toBeFocused();

  const before = await copy.innerText();
  await word.click({ position: { x: 20, y: 12 } });
  await page.keyboard.type('x');
  await expect(words).toBeFocused();
  expect(await copy.innerText()).toBe(before);
});

test('J goes through the changes of a version, its long parts are read to their end, and a thread leads back to it', async ({
  laptop,
}) => {
  const { page } = await laptop();
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.goto(at('lena', 'second-plant/version/1'));
  const viewed = page.getByText(/changed parts viewed$/);
  await expect(viewed).toBeVisible();
  await expect(page.getByRole('button', { name: 'Read on in Brief' })).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('button', { name: 'Mark Brief as viewed' })).toBeInViewport();
  await expect(viewed).toHaveText('0 of 3 changed parts viewed');
  await page.keyboard.press('v');
  await expect(viewed).toHaveText('1 of 3 changed parts viewed');

  await page.goto(at('lena', 'spring-renewal/version/3'));
  const change = page.locator('ins:focus, del:focus');
  await expect(page.locator('ins').first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(change).toBeInViewport();
  const first = await change.innerText();
  await page.keyboard.press('j');
  await expect(change).not.toHaveText(first);
  await page.keyboard.press('k');
  await expect(change).toHaveText(first);

  await page.goto(at('sam', 'spring-renewal/version/3'));
  await page.getByRole('link', { name: 'Open the thread' }).click();
  await expect(page.getByText('You were reading version 3.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to it' }).click();
  await expect(page.getByRole('heading', { name: 'Version 3', exact: true })).toBeVisible();
});
