import { expect, test } from './fixtures.ts';
import { Person } from './people.ts';

test('a small change is signed again by keyboard alone', async ({ laptop }) => {
  test.setTimeout(120_000);
  const lena = new Person('Lena Brandvold', await laptop());
  const mia = new Person('Mia Sorrell', await laptop());
  const [campaign, sample] = ['second-plant', 'sample'];
  let presses = 0;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      presses += 1;
      await lena.page.keyboard.press(key);
    }
  };
  /** The inbox's card about this version, opened by the key that stands on it. */
  const opens = async (version: number): Promise<void> => {
    const card = lena.page.getByRole('listitem').filter({ hasText: `The second plant, version ${version}` });
    await expect(card.getByRole('link', { name: /^Read / })).toBeVisible();
    await press(await card.locator('kbd').innerText());
  };
  const sign = async (version: number): Promise<void> => {
    const viewed = lena.page.getByText(/^\d+ of \d+ changed parts viewed$/);
    await expect(viewed).toBeVisible();
    const [, , parts] = /^(\d+) of (\d+)/.exec(await viewed.innerText())!;
    // In a part that is longer than the screen the key goes further down first.
    const all = `${parts} of ${parts} changed parts viewed`;
    await expect(async () => {
      if ((await viewed.innerText()) !== all) await press('v');
      expect(await viewed.innerText()).toBe(all);
    }).toPass();
    await press('s', 'Control+Enter');
    await expect(lena.page.getByRole('figure', { name: /signed by Lena/ })).toBeVisible();
    await expect(lena.page.getByRole('heading', { name: `Version ${version}`, exact: true })).toBeVisible();
  };

  await lena.page.goto(`/?workspace=${sample}&seat=lena#/`);
  await mia.page.goto(`/?workspace=${sample}&seat=mia#/campaign/${campaign}/brief`);

  await test.step('Lena signs version 1 of The second plant', async () => {
    await opens(1);
    await sign(1);
  });

  await test.step('Mia changes two words and asks again, by keyboard too', async () => {
    const objective = mia.text('Objective');
    await expect(objective).not.toBeEmpty();
    await objective.focus();
    await mia.page.keyboard.press('Control+End');
    await mia.page.keyboard.type(' Politely, always.');
    await mia.says('On server');
    await mia.page.goto(`/?workspace=${sample}&seat=mia#/campaign/${campaign}/gate`);
    await mia.page.getByRole('button', { name: 'Ask to sign version 2' }).press('Enter');
    await mia.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Ask to sign version 2/ })
      .press('Enter');
    await expect(mia.page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('Lena finds version 2 in her inbox, reads what changed and signs it', async () => {
    presses = 0;
    const start = Date.now();
    await lena.page.goto(`/?workspace=${sample}&seat=lena#/`);
    await opens(2);
    await expect(lena.page.getByText('2 words differ from version 1, which you saw')).toBeVisible();
    await expect(lena.page.locator('ins')).toContainText([/Politely, always\./]);
    await sign(2);
    console.log(`signed again after ${presses} key presses, in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    // The inbox's key, one tick for the one changed part, the verdict, the signature.
    expect(presses).toBeLessThanOrEqual(4);
    await expect(mia.page.getByText('Signed: v2')).toBeVisible();
  });
});
