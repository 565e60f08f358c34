import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const sit = (page: Page, seat: string, path: string): Promise<unknown> =>
  page.goto(`/?workspace=sample&seat=${seat}#${path}`);
/** Chooses what `first` is by its name, once it is there: the commands of a screen come a moment after it. */
const palette = async (page: Page, words: string, first: RegExp): Promise<void> => {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option', { selected: true })).toHaveText(first);
  await page.keyboard.press('Enter');
};

test('by keyboard alone the focus is where the person went: a sheet, a tab, a dialog, and back', async ({ laptop }) => {
  const { page } = await laptop();
  await sit(page, 'mia', '/');
  await expect(page.getByRole('heading', { name: 'Campaigns', exact: true })).toBeVisible();
  await palette(page, 'twelve breweries', /^Twelve breweries/);
  await expect(page.getByRole('main').getByRole('heading', { name: 'Brief', exact: true })).toBeFocused();
  await palette(page, 'gate', /^GateAlt/);
  await expect(page.getByRole('tab', { name: /^Gate/ })).toBeFocused();
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('tab', { name: 'Field notes' })).toBeFocused();

  await palette(page, 'add a step', /^Add a step/);
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tab', { name: 'Field notes' })).toBeFocused();
  await page.getByRole('button', { name: /^Add (a|the first) step/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('A letter by hand');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'A letter by hand', exact: true })).toBeFocused();
});

test('whoever suggests other words by keyboard is back in the text once they are sent', async ({ laptop }) => {
  const { page } = await laptop();
  await sit(page, 'sam', '/campaign/spring-renewal/step/step-3');
  const copy = page.getByRole('textbox', { name: /^Call: who watches the date/ }).last();
  await expect(copy).not.toBeEmpty();
  await copy.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+End');
  await expect(page.getByRole('toolbar').filter({ visible: true })).toBeVisible();
  await page.keyboard.press('Alt+F10');
  await expect(page.getByRole('button', { name: 'Comment', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Replace with' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(', on the day');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article', { name: 'Suggestion by Sam' })).toContainText(', on the day');
  await expect(copy).toBeFocused();
});

test('words of the copy are found by name, and lead to their step', async ({ laptop, noAxeFindings }) => {
  const { page } = await laptop();
  await sit(page, 'mia', '/campaign/spring-renewal/step/step-1');
  await expect(page.getByText('Most plants have a dozen of these').first()).toBeVisible();
  await page.goto('/?workspace=sample&seat=mia#/');
  await expect(page.getByRole('heading', { name: 'Campaigns', exact: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('dozen of these');
  const found = page.getByRole('group', { name: 'Brief and copy' }).getByRole('option');
  await expect(found.first()).toContainText('First e-mail: the date, The date, Spring renewal');
  await noAxeFindings(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('heading', { name: 'First e-mail: the date' })).toBeFocused();
});
