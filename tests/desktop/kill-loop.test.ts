import { afterAll, expect, it } from 'vitest';
import { launchDesktop, newProfile, removeProfile } from '../desktop-host/launch.ts';
import { fixtureMain } from './built.ts';

/** 30 among the tests; `npm run kill-loop` asks for 300. */
const kills = Number(process.env['KILLS'] ?? 30);
const profile = newProfile();
afterAll(() => removeProfile(profile));

it(`${kills} kills while typing lose nothing that was shown as saved`, { timeout: kills * 20_000 }, async () => {
  let written = '';
  let lost = 0;
  for (let round = 1; round <= kills; round += 1) {
    const app = await launchDesktop({ profile, main: fixtureMain });
    const page = await app.firstWindow();
    await page.getByText(/^ready \d+$/).waitFor();
    const found = await page.locator('#words').inputValue();
    // `written` is what an earlier round had shown as saved; more may have reached the disk.
    if (!found.startsWith(written)) {
      lost += 1;
      console.log(`round ${round}: shown as saved ${written.length} characters, found ${found.length}`);
    }
    const words = ` word-${round}-${'abcdefghij'.slice(round % 7)}`;
    await page.locator('#words').evaluate((field: HTMLTextAreaElement) => {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    });
    await page.keyboard.type(words.slice(0, 3 + (round % (words.length - 3))));
    // Typing goes on while the cut comes, at another moment each round.
    const typing = page.keyboard.type(words, { delay: round % 5 }).catch(() => undefined);
    await page.waitForFunction(
      (least) => Number(/^saved (\d+)/.exec(document.querySelector('#saved')?.textContent ?? '')?.[1] ?? 0) > least,
      found.length,
      { polling: 2 },
    );
    const [text, shown] = await page.evaluate(
      () =>
        [
          document.querySelector<HTMLTextAreaElement>('#words')?.value ?? '',
          Number(/\d+/.exec(document.querySelector('#saved')?.textContent ?? '')?.[0] ?? 0),
        ] as const,
    );
    written = text.slice(0, shown);
    await app.kill();
    await typing;
  }
  console.log(`${kills} kills, ${lost} losses, ${written.length} characters in the end`);
  expect(lost).toBe(0);
});
