import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { wholeFacts } from '../../domain/gate/workspace-under-test.ts';
import { factKeys } from '../../domain/campaign/facts.ts';
import { LaunchPackage, TicketsReply, VersionReply } from '../../domain/wire/http.ts';
import { changedParts, diffVersions } from '../../domain/canonical/diff.ts';
import { thaw } from '../../domain/canonical/freeze.ts';
import { PLAIN, SCHEMA, TICKET_PREFIX, closeCodes } from '../../domain/wire/sync.ts';
import { expect, type Person } from './people.ts';
import type { Server } from './server.ts';

/** RFC 8785 for what a canonical form holds, written a second time: the package is verified by other code than made it. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
};
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Who takes part, on which server, and how a report learns of each step. */
export type Cast = {
  server: Server;
  mia: Person;
  sam: Person;
  lena: Person;
  step: (name: string, work: () => Promise<void>) => Promise<void>;
};

/** Three people take one campaign from brief to signed launch, online and offline, wherever each of them runs the app. */
export const takeToLaunch = async ({ server, mia, sam, lena, step }: Cast): Promise<void> => {
  let campaign = '';

  await step('Mia starts a workspace; Sam and Lena join with a link each', async () => {
    await mia.founds('Noticewren', 'Marketing');
    const [first, second] = [await mia.invites('Sales'), await mia.invites('Sales lead')];
    await sam.joins(first);
    await lena.joins(second);
  });

  await step('they write the brief at the same time, and see each other', async () => {
    await mia.home();
    await mia.page.getByRole('button', { name: 'New campaign' }).first().click();
    await mia.page.getByRole('dialog').getByLabel('Name').fill('Spring renewal');
    await mia.page.getByRole('button', { name: 'Begin with the brief' }).click();
    await expect(mia.text('Objective')).toBeVisible();
    campaign = /campaign\/([^/?]+)/.exec(mia.page.url())![1]!;
    await sam.home();
    await sam.page
      .getByRole('link', { name: /Spring renewal/ })
      .first()
      .click();
    await mia.text('Objective').pressSequentially('Twelve plants ask for a page.');
    await expect(sam.text('Objective')).toContainText('Twelve plants ask for a page.');
    await Promise.all([
      mia.text('Audience').pressSequentially('Plant managers in food and drink.'),
      sam.text('Offer').pressSequentially('One page, within two days.'),
    ]);
    await sam.text('Key messages').pressSequentially('The date counts.');
    for (const person of [mia, sam]) {
      await expect(person.text('Audience')).toContainText('Plant managers in food and drink.');
      await expect(person.text('Offer')).toContainText('One page, within two days.');
      await person.says('On server');
    }
    // Sam's caret stands in Mia's text, under his name.
    await expect(mia.text('Key messages').getByText('Sam', { exact: false }).first()).toBeAttached();
  });

  await step('Mia writes the first e-mail; Sam may not, and his hand-made frame is refused', async () => {
    await mia.page.getByRole('button', { name: 'Add the first step' }).click();
    await mia.page.getByRole('dialog').getByLabel('Name').fill('First e-mail');
    await mia.page.getByRole('button', { name: 'Add the step' }).click();
    await mia.text('Subject of First e-mail').pressSequentially('A date for you');
    await mia
      .text('First e-mail')
      .pressSequentially(
        'Hello {{first name | there}}, we answer within 24 hours. {{opt-out link}} {{sender address}}',
      );
    await mia.says('On server');
    await sam.page
      .getByRole('navigation', { name: 'Outline' })
      .getByRole('link', { name: /First e-mail/ })
      .click();
    await expect(sam.text('First e-mail')).toContainText('within 24 hours');
    await expect(sam.text('First e-mail')).toHaveAttribute('aria-readonly', 'true');

    const room = `campaign/${campaign}/copy`;
    const reply = await sam.context.request.post(sam.path('/tickets'), {
      headers: sam.headers,
      data: { rooms: [room], schema: SCHEMA },
    });
    const [ticket] = TicketsReply.parse(await reply.json()).tickets;
    if (!ticket?.ok) throw new Error('Sam may at least read the copy');
    expect(ticket.access).toBe('read');
    const forged = new Y.Doc();
    forged.getMap('steps').set('forged', new Y.Map([['name', 'Forged']]));
    const update = Y.encodeStateAsUpdate(forged);
    const code = await new Promise<number>((resolve, reject) => {
      const socket = new WebSocket(
        `${server.url.replace('http', 'ws')}/sync/${sam.workspace}/${room}`,
        [TICKET_PREFIX + ticket.ticket, PLAIN],
        { origin: server.url },
      );
      socket.once('open', () => socket.send(Buffer.from([0, 2, update.length, ...update])));
      socket.once('close', resolve);
      socket.once('error', reject);
    });
    expect(code).toBe(closeCodes.noRight);
    await expect(mia.page.getByText('Forged')).toHaveCount(0);
  });

  await step('Sam comments on the words instead, and Mia replies', async () => {
    await sam.text('First e-mail').click();
    await sam.page.keyboard.press('Control+a');
    await sam.page.keyboard.press('Control+Alt+m');
    const side = sam.page.getByRole('complementary', { name: 'Discussion, gate and record' });
    await side.getByRole('textbox', { name: 'Comment' }).fill('I cannot promise 24 hours.');
    await side
      .getByRole('button', { name: /^Comment/ })
      .last()
      .click();
    const thread = mia.page.getByRole('article', { name: 'Comment by Sam' });
    await expect(thread).toContainText('I cannot promise 24 hours.');
    await thread.getByRole('button', { name: 'Reply' }).click();
    await thread.getByRole('textbox', { name: 'Reply' }).fill('Two working days, then.');
    await thread.getByRole('button', { name: 'Reply' }).last().click();
    await expect(sam.page.getByRole('article', { name: 'Comment by Sam' })).toContainText('Two working days, then.');
  });

  await step(
    'the server is gone; both go on, Mia from a cold start; it comes back, and both sides’ words are there',
    async () => {
      await sam.page
        .getByRole('navigation', { name: 'Outline' })
        .getByRole('link', { name: 'Brief', exact: true })
        .click();
      await expect(sam.text('Tone')).toBeVisible();
      await server.stop('SIGKILL');
      await mia.reopens();
      await expect(mia.text('First e-mail')).toContainText('within 24 hours');
      await mia.text('First e-mail').click();
      await mia.page.keyboard.press('Control+Home');
      await mia.page.keyboard.type('On the train. ');
      await sam.text('Tone').pressSequentially('Calm, from Sam.');
      await mia.says(/not sent|Saved on this laptop/);
      // Once more, now with words that nobody else has.
      await mia.reopens();
      await expect(mia.text('First e-mail')).toContainText('On the train. ');
      await server.start();
      await mia.says('On server');
      await sam.says('On server');
      await mia.opens(campaign, 'brief');
      await expect(mia.text('Tone')).toContainText('Calm, from Sam.');
      await sam.page
        .getByRole('navigation', { name: 'Outline' })
        .getByRole('link', { name: /First e-mail/ })
        .click();
      await expect(sam.text('First e-mail')).toContainText('On the train. ');
    },
  );

  await step('the facts are decided', async () => {
    const owner = (await mia.feed()).find(({ event }) => event.kind === 'member joined')!.event;
    const members = owner.kind === 'member joined' ? owner.data.member.id : '';
    for (const fact of factKeys) {
      const value = fact === 'owner' ? members : fact === 'targets' ? [] : wholeFacts[fact];
      expect(await mia.sends({ kind: 'set fact', campaign, fact, was: null, value })).toMatchObject({ status: 200 });
    }
    const targets = wholeFacts.targets!.map((target) => ({ ...target, owners: [members] }));
    expect(await mia.sends({ kind: 'set fact', campaign, fact: 'targets', was: [], value: targets })).toMatchObject({
      status: 200,
    });
  });

  await step('Mia asks for a signature while Sam types: the server asks whether to freeze his words, too', async () => {
    await mia.opens(campaign, 'brief');
    await sam.opens(campaign, 'brief');
    await expect(sam.text('Proof')).toBeVisible();
    await expect(mia.text('Proof')).toBeVisible();
    await mia.says('On server');
    // Her request is on its way when his words reach the server.
    await mia.whileSending('request review', async () => {
      await sam.text('Proof').pressSequentially('Three plants said so.');
      await sam.says('On server');
    });
    await mia.page.getByRole('button', { name: /^Ask to sign v/ }).click();
    const dialog = mia.page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Ask to sign version 1/ }).click();
    await expect(dialog).toContainText(/typed meanwhile/);
    await expect(dialog).toContainText('Three plants said so.');
    await dialog.getByRole('button', { name: /^Freeze with/ }).click();
    await expect(dialog).toHaveCount(0);
    await expect(
      mia.page.getByRole('heading', { name: 'Version 1' }).or(mia.page.getByText('In review')).first(),
    ).toBeVisible();
  });

  await step('Lena reads and signs version 1 while the draft moves on', async () => {
    await lena.home();
    await lena.page
      .getByRole('link', { name: /^Read .*version 1/ })
      .first()
      .click();
    await expect(lena.page.getByText(/parts?, all new to you/)).toBeVisible();
    await mia.opens(campaign, 'brief');
    await mia.text('Objective').click();
    await mia.page.keyboard.press('Control+End');
    await mia.page.keyboard.type(' A comma, later.');
    await mia.says('On server');
    const marks = lena.page.getByRole('button', { name: /^(Mark .* as viewed|Read on in .*)$/ });
    while ((await marks.count()) > 0) await marks.first().click();
    await lena.page.getByRole('radio', { name: /^Sign version 1/ }).check({ force: true });
    await lena.page.getByRole('button', { name: 'Sign version 1' }).click();
    await expect(lena.page.getByText(/signed, /).first()).toBeVisible();
    await expect(mia.page.getByText(/1 change since version 1|One change since version 1/).first()).toBeVisible();
  });

  const digestOf = async (number: number): Promise<string> => {
    const rows = await mia.feed();
    return rows.flatMap(({ event }) =>
      event.kind === 'review requested' && event.data.version === number ? [event.data.digest] : [],
    )[0]!;
  };
  const codes = (body: Record<string, unknown>): string[] =>
    (body['reasons'] as { code: string }[]).map(({ code }) => code);

  await step('what is unsigned, stale or unknown does not launch, with every reason', async () => {
    await mia.opens(campaign, 'gate');
    await mia.page.getByRole('button', { name: /^Ask to sign version 2/ }).click();
    await mia.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Ask to sign version 2/ })
      .click();
    await expect(mia.page.getByRole('dialog')).toHaveCount(0);
    const digest = await digestOf(2);
    const unsigned = await mia.sends({ kind: 'launch', campaign, version: 2, digest, asked: [] });
    expect([unsigned.status, codes(unsigned.body)]).toEqual([409, ['not signed']]);
    const stale = await mia.sends({ kind: 'launch', campaign, version: 1, digest, asked: [] });
    expect([stale.status, codes(stale.body)]).toEqual([409, ['stale digest']]);
    const unknown = await mia.sends({ kind: 'launch', campaign, version: 9, digest, asked: [] });
    expect([unknown.status, codes(unknown.body)]).toEqual([409, ['unknown version']]);
  });

  await step('version 1 launches, and the package holds the very bytes that Lena signed', async () => {
    await mia.opens(campaign, 'gate');
    await mia.page
      .getByRole('button', { name: /^Launch/ })
      .first()
      .click();
    await mia.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Launch / })
      .click();
    await expect(mia.page.getByText('Live').first()).toBeVisible();
    const response = await sam.context.request.get(sam.path(`/campaigns/${campaign}/package`), {
      headers: sam.headers,
    });
    const launch = LaunchPackage.parse(await response.json());
    const signed = (await sam.feed()).flatMap(({ event }) => (event.kind === 'signed off' ? [event.data] : []));
    expect(signed).toHaveLength(1);
    expect(canonical(JSON.parse(launch.canonical))).toBe(launch.canonical);
    expect(sha256(canonical(JSON.parse(launch.canonical)))).toBe(signed[0]!.digest);
    expect(launch.canonical).toContain('On the train.');
    expect(launch.canonical).toContain('Three plants said so.');
    expect(launch.canonical).not.toContain('A comma, later.');
    expect(launch.rendered[0]!.text).toContain('within 24 hours');
  });

  await step('it is halted; a byte changed in the database keeps the next version from launching', async () => {
    await sam.opens(campaign, 'gate');
    await sam.page.getByRole('button', { name: 'Halt' }).first().click();
    await sam.page.getByRole('dialog').getByRole('textbox').fill('Too many bounces.');
    await sam.page.getByRole('dialog').getByRole('button', { name: /^Halt/ }).click();
    await expect(sam.page.getByText('Halted').first()).toBeVisible();
    const digest = await digestOf(2);
    const reply = await lena.context.request.get(lena.path(`/campaigns/${campaign}/versions/2`), {
      headers: lena.headers,
    });
    const { json, ids } = VersionReply.parse(await reply.json());
    const viewed = changedParts(diffVersions(null, thaw(json, ids)!));
    const signed = await lena.sends({
      kind: 'sign off',
      campaign,
      version: 2,
      digest,
      viewed,
      statement: 'I approve version 2.',
    });
    expect(signed.status).toBe(200);
    changeOneByte(join(server.data, 'workspaces'), campaign, 2);
    const launch = await mia.sends({ kind: 'launch', campaign, version: 2, digest, asked: [] });
    expect([launch.status, codes(launch.body)]).toEqual([409, ['bytes differ']]);
    await mia.opens(campaign, 'gate');
    await expect(mia.page.getByText('Halted').first()).toBeVisible();
  });
};

/** As somebody with access to the disk would: past every rule, into the frozen text itself. */
const changeOneByte = (folder: string, campaign: string, version: number): void => {
  const file = readdirSync(folder).find((name) => name.endsWith('.sqlite'))!;
  const database = new DatabaseSync(join(folder, file));
  const { changes } = database
    .prepare(
      `UPDATE versions SET json = replace(json, 'Twelve plants', 'Twelve plantz') WHERE campaign = ? AND number = ?`,
    )
    .run(campaign, version);
  database.close();
  expect(Number(changes)).toBe(1);
};
