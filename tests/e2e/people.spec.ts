import { createHmac } from 'node:crypto';
import { signs, team, wholeCampaign } from '../integration/campaign.ts';
import { expect, test } from './fixtures.ts';
import { listens } from './listens.ts';
import { Person } from './people.ts';

test('a guest reads one campaign, comments, and is out when an admin says so', async ({ laptop }) => {
  test.setTimeout(120_000);
  const ash = new Person('Ash Penhale', await laptop());
  const guest = new Person('Noor Guest', await laptop());
  await ash.page.goto('/?workspace=sample&seat=ash#/people');
  await ash.page.getByRole('button', { name: 'Invite a guest' }).click();
  const dialog = ash.page.getByRole('dialog');
  await dialog.getByLabel('Campaign').selectOption({ label: 'Spring renewal' });
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = await ash.page.getByLabel('Guest link').inputValue();
  await ash.closesSecret();

  await guest.page.goto(link);
  await expect(guest.page.getByText('invites you to read and comment on Spring renewal')).toBeVisible();
  await guest.page.getByLabel('Your name').fill(guest.name);
  await guest.page.getByRole('button', { name: 'Join as a guest' }).click();
  // There is nothing else for them: neither a board nor a list of members.
  await expect(guest.page.getByRole('heading', { name: 'Spring renewal' })).toBeVisible();
  await expect(guest.page.getByText('The second plant')).toHaveCount(0);
  await expect(guest.page.getByRole('link', { name: 'People' })).toHaveCount(0);
  await expect(guest.text('Objective')).toHaveAttribute('aria-readonly', 'true');
  await expect(guest.page.getByText(/You are a guest until/)).toBeVisible();
  await guest.text('Objective').click();
  await guest.page.keyboard.press('Control+a');
  await guest.page.keyboard.press('Control+Alt+m');
  const side = guest.page.getByRole('complementary', { name: 'Discussion, gate and record' });
  await expect(side.getByRole('checkbox', { name: 'Blocking' })).toHaveCount(0);
  await side.getByRole('textbox', { name: 'Comment' }).fill('Which plants are these?');
  await side
    .getByRole('button', { name: /^Comment/ })
    .last()
    .click();
  await expect(side.getByRole('article', { name: 'Comment by Noor' })).toContainText('Which plants are these?');

  const row = ash.page.getByRole('listitem').filter({ hasText: 'Noor Guest' });
  await expect(row).toContainText('guest of Spring renewal');
  await row.getByRole('button', { name: 'Change Noor Guest' }).click();
  await ash.page.getByRole('menuitem', { name: 'Suspend' }).click();
  await ash.page.getByRole('button', { name: 'Suspend', exact: true }).click();
  await expect(row).toContainText('Suspended');
  await expect(guest.page.getByRole('alert', { name: 'Signed out' })).toContainText('You are suspended.');
});

test('a device is signed out from another one, within a second or so', async ({ laptop }) => {
  test.setTimeout(120_000);
  const [desk, phone] = [new Person('Lena', await laptop()), new Person('Lena', await laptop())];
  await desk.page.goto('/?workspace=sample&seat=lena#/people/devices');
  await phone.page.goto('/?workspace=sample&seat=lena#/');
  await phone.says('On server');
  await desk.page.reload();
  const mine = desk.page.getByRole('region', { name: 'Where you are signed in' });
  await expect(mine.getByText('This one')).toBeVisible();
  await mine
    .getByRole('button', { name: /^Sign out/ })
    .first()
    .click();
  await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(mine.getByRole('button', { name: /^Sign out/ })).toHaveCount(0);
  await phone.says('Needs attention');
});

test('a link made on one device signs another one in as the same person, once', async ({ laptop }) => {
  test.setTimeout(120_000);
  const [desk, phone, third] = [
    new Person('Mia Sorrell', await laptop()),
    new Person('Mia Sorrell', await laptop()),
    new Person('Somebody', await laptop()),
  ];
  await desk.founds('Noticewren', 'Marketing');
  await desk.page.goto(`/?workspace=${desk.workspace}&seat=me#/people/devices`);
  await desk.page.getByRole('button', { name: 'Add a device' }).click();
  const link = await desk.page.getByLabel('Link for your device').inputValue();
  await phone.page.goto(link);
  await phone.page.getByRole('button', { name: 'Sign this device in' }).click();
  await phone.isInside();
  await desk.closesSecret();
  await expect(desk.page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')).toHaveCount(2);
  await phone.page.goto(`/?workspace=${desk.workspace}&seat=me#/people`);
  await expect(phone.page.getByRole('listitem').filter({ hasText: 'Mia Sorrell' })).toHaveCount(1);

  await third.page.goto(link);
  await expect(third.page.getByText('This link is not known here')).toBeVisible();
  await expect(third.page.getByRole('button', { name: 'Sign this device in' })).toHaveCount(0);
});

test('what was said is erased once asked, and the record still verifies; an admin changes its key', async ({
  laptop,
}) => {
  test.setTimeout(120_000);
  const ash = new Person('Ash Penhale', await laptop());
  await ash.page.goto('/?workspace=sample&seat=ash#/people');
  const key = ash.page.getByRole('region', { name: 'Signing key' });
  const before = await key.getByText(/^[A-Za-z0-9_-]{43}$/).textContent();
  await key.getByRole('button', { name: 'Change the key' }).click();
  await ash.page.getByRole('alertdialog').getByRole('button', { name: 'Change the key' }).click();
  await expect(key.getByText(/^[A-Za-z0-9_-]{43}$/)).not.toHaveText(before ?? '');

  await ash.page.getByRole('navigation', { name: 'Workspace' }).getByRole('link').first().click();
  await ash.page
    .getByRole('link', { name: /Spring renewal/ })
    .first()
    .click();
  await expect(ash.text('Objective')).toBeVisible();
  await ash.page.getByRole('tab', { name: 'Record' }).click();
  const record = ash.page.getByRole('region', { name: 'Record' });
  // By its label, once that stands still: what the check of the record says moves it.
  await record.getByText('With discussion', { exact: true }).click();
  await expect(record.getByRole('radio', { name: 'With discussion' })).toBeChecked();
  const entry = record
    .getByRole('listitem')
    .filter({ has: ash.page.locator('blockquote') })
    .first();
  const words = (await entry.locator('blockquote').first().textContent()) ?? '';
  expect(words).not.toBe('');
  await entry.getByRole('button', { name: /^More about what/ }).click();
  await ash.page.getByRole('menuitem', { name: 'Erase the words' }).click();
  await ash.page.getByRole('button', { name: 'Keep them' }).click();
  await expect(record.getByText(words, { exact: true }).first()).toBeVisible();
  await entry.getByRole('button', { name: /^More about what/ }).click();
  await ash.page.getByRole('menuitem', { name: 'Erase the words' }).click();
  await ash.page.getByRole('button', { name: 'Erase them' }).click();
  await expect(record.getByText('The words were erased; that they stood here still verifies.').first()).toBeVisible();
  await expect(record.getByText(words, { exact: true })).toHaveCount(0);
});

test('a webhook is added with a secret that is shown once, hears of a halt, and the halt shows who was told', async ({
  laptop,
  server,
}) => {
  test.setTimeout(120_000);
  await server.stop();
  await server.start({ COUNTERSIGN_LOCAL_WEBHOOKS: 'on' });
  let status = 500;
  const crm = await listens(() => status);
  try {
    const people = await team(server.url);
    await wholeCampaign(people, 'c1');
    const version = await signs(people.lena, 'c1');
    await people.mia.does({ kind: 'launch', campaign: 'c1', ...version, asked: [] });
    const expires = '2099-01-01T00:00:00.000Z';
    const { secret: invite } = await people.mia.does({
      kind: 'invite member',
      invite: 'for-ash',
      role: 'marketing',
      admin: true,
      expires,
    });
    const ash = new Person('Ash Penhale', await laptop());
    await ash.joins(`/#/join/${people.mia.session.workspace}/${invite}`);
    await ash.page.getByRole('link', { name: 'People' }).click();
    await ash.page.getByRole('link', { name: 'Webhooks' }).click();
    await ash.page.getByRole('button', { name: 'Add a webhook' }).click();
    await ash.page.getByLabel('Name').fill('Our CRM');
    await ash.page.getByLabel('Address').fill(`${crm.url}/hook`);
    await ash.page.getByRole('button', { name: 'Add', exact: true }).click();
    const secret = await ash.page.getByRole('textbox', { name: 'Secret' }).inputValue();
    expect(secret.length).toBeGreaterThan(20);
    await ash.closesSecret();

    await ash.opens('c1', 'gate');
    await ash.page.getByRole('region', { name: 'Launch' }).getByRole('button', { name: 'Halt' }).click();
    await ash.page.getByRole('dialog').getByRole('textbox').fill('Too many bounces.');
    await ash.page.getByRole('dialog').getByRole('button', { name: /^Halt/ }).click();
    const receipts = ash.page.getByRole('region', { name: 'Who was told to stop' });
    await expect(receipts).toContainText('Our CRM');
    await expect(receipts).toContainText(/Tries again|500/);

    status = 200;
    await ash.page.goto(`/?workspace=${ash.workspace}&seat=me#/people/webhooks`);
    await ash.page.getByRole('button', { name: 'Refresh' }).click();
    await expect(ash.page.getByRole('row').filter({ hasText: 'halted' })).toContainText('Spring renewal');
    await expect
      .poll(
        async () => {
          await ash.page.getByRole('button', { name: 'Refresh' }).click();
          return ash.page.getByText(/^Delivered/).count();
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    const { headers, body } = crm.heard.at(-1)!;
    expect(body).toContain('halted');
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  } finally {
    await crm.close();
  }
});

test('signing out asks first, lands on the start, and is refused to the only admin', async ({ laptop }) => {
  test.setTimeout(120_000);
  const [mia, sam] = [new Person('Mia Sorrell', await laptop()), new Person('Sam Reyes', await laptop())];
  const asks = async ({ page }: Person) => {
    await page.getByRole('button', { name: 'Noticewren', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Sign out of this browser' }).click();
    return page.getByRole('alertdialog', { name: 'Sign out of Noticewren?' });
  };
  await mia.founds('Noticewren', 'Marketing');
  const link = await mia.invites('Sales');
  const refused = await asks(mia);
  await refused.getByRole('button', { name: 'Sign out' }).click();
  await expect(refused).toContainText('no other admin is signed in anywhere');
  await mia.page.keyboard.press('Escape');
  await mia.says('On server');

  await sam.joins(link);
  const dialog = await asks(sam);
  await expect(dialog).toContainText(
    'This is your only device. To come back you need a sign-in link from an admin: Mia.',
  );
  await sam.page.keyboard.press('Escape');
  await expect(sam.page.getByRole('button', { name: 'Noticewren', exact: true })).toBeFocused();
  await asks(sam);
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(sam.page.getByRole('heading', { name: /Written together/ })).toBeVisible();
  expect(new URL(sam.page.url()).search).toBe('');
  await sam.page.reload();
  await expect(sam.page.getByRole('heading', { name: /Written together/ })).toBeVisible();
  await expect(sam.page.getByText('On this laptop')).toHaveCount(0);
});

test('who lost their only device is told so, and comes back by a link that an admin makes, with what was not sent', async ({
  laptop,
}) => {
  test.setTimeout(120_000);
  const [mia, sam] = [new Person('Mia Sorrell', await laptop()), new Person('Sam Reyes', await laptop())];
  await mia.founds('Noticewren', 'Marketing');
  const link = await mia.invites('Sales');
  await sam.page.goto(link);
  await expect(sam.page.getByText('Mia Sorrell invites you to Noticewren, as sales.')).toBeVisible();
  await sam.page.getByLabel('Your name').fill('Sam Reyes');
  await sam.page.getByRole('button', { name: 'Join the workspace' }).click();
  await sam.isInside();

  await mia.page.goto(`/?workspace=${mia.workspace}&seat=me#/people/devices`);
  await mia.page.getByRole('button', { name: /^Sign out .* of Sam Reyes/ }).click();
  const asked = mia.page.getByRole('alertdialog');
  await expect(asked).toContainText('This is Sam’s only device.');
  await asked.getByRole('button', { name: 'Sign out' }).click();

  const out = sam.page.getByRole('alert', { name: 'Signed out' });
  await expect(out).toContainText('You are signed out here.');
  await sam.page.getByRole('button', { name: 'New campaign' }).first().click();
  await sam.page.getByLabel('Name').fill('Spring renewal');
  await sam.page.getByRole('button', { name: 'Begin with the brief' }).click();
  await expect(out).toContainText('kept on this browser');
  await expect(sam.page.getByText('No connection.')).toHaveCount(0);

  await mia.page.goto(`/?workspace=${mia.workspace}&seat=me#/people`);
  await expect(mia.page.getByText('No device')).toBeVisible();
  await mia.page.getByRole('button', { name: 'Change Sam Reyes' }).click();
  await mia.page.getByRole('menuitem', { name: /^Make a sign-in link/ }).click();
  await mia.page.getByRole('dialog').getByRole('button', { name: 'Make the link' }).click();
  const back = await mia.page.getByLabel('Sign-in link').inputValue();
  await mia.closesSecret();

  await out.getByRole('button', { name: 'Sign in with a link' }).click();
  await sam.page.getByLabel('Sign-in link').fill(back);
  await sam.page.keyboard.press('Enter');
  await expect(out).toHaveCount(0);
  await sam.says('On server');
  await expect(mia.page.getByText(/signed in by a link of Mia’s/)).toBeVisible();
  await mia.home();
  await expect(mia.page.getByRole('link', { name: /Spring renewal/ }).first()).toBeVisible();
});
