import { expect, test } from './fixtures.ts';

// A loss that happens once in a while is a loss.
test.describe.configure({ retries: 0 });

test('closing with something that is not on the server asks first, and not otherwise', async ({ server, laptop }) => {
  const { page } = await laptop();
  await page.goto('/?workspace=sample&seat=mia#/campaign/spring-renewal/brief');
  const tone = page.getByRole('textbox', { name: 'Tone' });
  await expect(tone).not.toBeEmpty();
  await server.stop('SIGKILL');
  await tone.click();
  await page.keyboard.type('Plain. ');
  await expect(page.getByRole('button', { name: /not sent|Saved on this laptop/ })).toBeVisible();

  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await closing;
  expect(page.isClosed()).toBe(false);

  await server.start();
  await expect(page.getByRole('button', { name: 'Sync: On server' })).toBeVisible();
  // What of the screen had not come yet when the line went comes now.
  await expect(page.getByRole('region', { name: 'Comments on Spring renewal' })).toBeVisible();
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
});
