import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import type { Server } from './server.ts';

// A loss that happens once in a while is a loss.
test.describe.configure({ retries: 0 });

/** As the operator runs it, beside the server or after it. */
const operate = (server: Server, command: 'backup' | 'restore', ...args: string[]): string =>
  execFileSync(process.execPath, [join(import.meta.dirname, `../../sync-server/${command}.ts`), ...args], {
    env: { ...process.env, COUNTERSIGN_DATA: server.data },
    encoding: 'utf8',
  });

test('a server put back to a backup gets its words back from the laptop that has them, by hand', async ({
  server,
  laptop,
  noAxeFindings,
}) => {
  const { page } = await laptop();
  const tone = page.getByRole('textbox', { name: 'Tone' });
  const onServer = page.getByRole('button', { name: 'Sync: On server' });
  await page.goto('/?workspace=sample&seat=mia#/campaign/spring-renewal/brief');
  await expect(tone).not.toBeEmpty();
  const types = async (words: string): Promise<void> => {
    await tone.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type(words);
    await expect(tone).toContainText(words.trim());
  };
  await types(' Kept by the backup.');
  await expect(onServer).toBeVisible();
  const backup = join(server.data, 'b.tar');
  expect(operate(server, 'backup', '--to', backup)).toContain('written and read back');

  await types(' Lost by the server.');
  await expect(onServer).toBeVisible();
  await server.stop();
  await types(' Never sent.');
  operate(server, 'restore', backup);
  await server.start();

  // The editor shows what the server has now; nothing went into it by itself.
  await expect(tone).not.toContainText('Lost by the server.');
  await expect(tone).toContainText('Kept by the backup.');
  await page.goto('/?workspace=sample&seat=mia#/kept');
  const kept = page.getByRole('region', { name: 'Brief of Spring renewal' });
  await expect(kept.getByText('Lost by the server. Never sent.').first()).toBeVisible();
  await noAxeFindings(page);
  await kept.getByRole('button', { name: 'Insert into the draft' }).click();
  await page.goto('/?workspace=sample&seat=mia#/campaign/spring-renewal/brief');
  await expect(tone).toContainText('Lost by the server. Never sent.');
  await expect(onServer).toBeVisible();
});
