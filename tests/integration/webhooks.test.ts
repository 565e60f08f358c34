import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebhookKind } from '../../domain/webhooks/webhook.ts';
import { Delivery } from '../../domain/wire/http.ts';
import { signs, stateOf, team, wholeCampaign } from './campaign.ts';
import { atEnd, dataFolder, endAll, eventually, startTestServer, type Person } from './team.ts';

afterEach(endAll);

type Got = { path: string; headers: IncomingHttpHeaders; body: string };
/** Another program that is told: it keeps what it got and answers as `answers` says, 200 in the end. */
const receiver = async (port = 0, answers: (number | { to: string })[] = []) => {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      const answer = answers.shift() ?? 200;
      if (typeof answer === 'number') response.writeHead(answer).end('x'.repeat(100));
      else response.writeHead(302, { location: answer.to }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  atEnd(close);
  const taken = (server.address() as AddressInfo).port;
  return { url: `http://127.0.0.1:${taken}/hook?key=in-the-address`, port: taken, got, close };
};

const set = (url: string | null, on: WebhookKind[] = ['signed', 'launched', 'halted'], webhook = 'hook') => ({
  kind: 'set webhook' as const,
  webhook,
  name: 'The sending tool',
  url,
  on,
  active: true,
});
const deliveries = async (person: Person): Promise<Delivery[]> => {
  const { status, body } = await person.get('/webhooks/deliveries?campaign=c');
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body['deliveries'] as unknown[]).map((each) => Delivery.parse(each));
};
const settled = async (person: Person, count: number): Promise<Delivery[]> => {
  for (;;) {
    const found = await deliveries(person);
    if (found.length >= count && found.every(({ attempts }) => attempts > 0)) return found;
  }
};

describe('a webhook', () => {
  it('is told what happened, signed, and nothing that people wrote', async () => {
    const server = await startTestServer({ localWebhooks: true });
    const { mia, sam, lena } = await team(server.url);
    const to = await receiver();
    const { secret } = await mia.does(set(to.url));
    expect(secret).toMatch(/^whsec_/);
    await wholeCampaign({ mia, sam }, 'c');
    const at = await signs(lena, 'c');
    await mia.does({ kind: 'launch', campaign: 'c', ...at, asked: [] });
    await sam.does({ kind: 'halt', campaign: 'c', reason: 'Words that may have to be erased' });
    await eventually(() => to.got.length === 3);
    const bodies = to.got.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(bodies.map(({ kind }) => kind)).toEqual(['signed', 'launched', 'halted']);
    expect(bodies[0]).toMatchObject({
      format: 1,
      campaign: { id: 'c', name: 'Spring renewal' },
      by: { member: lena.id, name: 'Lena' },
      version: 1,
      digest: at.digest,
    });
    for (const { headers, body } of to.got) {
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = headers;
      const key = Buffer.from((secret ?? '').slice('whsec_'.length), 'base64');
      const hmac = createHmac('sha256', key)
        .update(`${String(id)}.${String(time)}.${body}`)
        .digest('base64');
      expect(signature).toBe(`v1,${hmac}`);
      expect(headers['idempotency-key']).toBe(id);
      expect(body).not.toMatch(/Words|Please read|approve/);
    }
    // The receipt of the halt, for whoever called it.
    const receipts = await settled(sam, 3);
    expect(receipts.map(({ kind, state, lastStatus }) => [kind, state, lastStatus])).toEqual([
      ['halted', 'delivered', 200],
      ['launched', 'delivered', 200],
      ['signed', 'delivered', 200],
    ]);
    // Neither address nor secret is in the record.
    const feed = JSON.stringify(await mia.feed());
    expect(feed).toContain('"host":"127.0.0.1:');
    expect(feed).not.toMatch(/in-the-address|whsec_/);
    expect((await sam.get('/webhooks')).status).toBe(403);
    expect((await mia.get('/webhooks')).body['webhooks']).toEqual([{ webhook: 'hook', url: to.url }]);
  });

  it('that fails is tried again under the same id, and follows nobody elsewhere', async () => {
    const server = await startTestServer({ localWebhooks: true });
    const { mia, sam } = await team(server.url);
    const elsewhere = await receiver();
    const to = await receiver(0, [500, { to: elsewhere.url }]);
    await mia.does(set(to.url, ['review requested']));
    await wholeCampaign({ mia, sam }, 'c');
    const [first] = await settled(mia, 1);
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: 500, lastFault: 'It answered 500.' });
    expect(Date.parse(first!.next ?? '')).toBeGreaterThan(Date.parse(first!.at));
    const again = { delivery: first!.id };
    expect((await sam.post('/webhooks/deliveries/again', again)).status).toBe(403);
    for (const got of [2, 3]) {
      expect((await mia.post('/webhooks/deliveries/again', again)).status).toBe(200);
      await eventually(() => to.got.length === got);
      await settled(mia, 1);
      if (got === 2) expect((await settled(mia, 1))[0]).toMatchObject({ lastStatus: 302, state: 'waiting' });
    }
    expect(await settled(mia, 1)).toMatchObject([{ state: 'delivered', lastStatus: 200, lastFault: null }]);
    expect(elsewhere.got).toEqual([]);
    expect(new Set(to.got.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([first!.id]));
    expect(new Set(to.got.map(({ body }) => body)).size).toBe(1);
  });

  it('hears, after the server has ended and nobody answered meanwhile', async () => {
    const data = dataFolder();
    const clock = { now: Date.now() };
    const options = { data, localWebhooks: true, clock: () => clock.now };
    const first = await startTestServer(options);
    const { mia, sam } = await team(first.url);
    const gone = await receiver();
    await mia.does(set(gone.url, ['review requested']));
    await gone.close();
    await wholeCampaign({ mia, sam }, 'c');
    expect(await settled(mia, 1)).toMatchObject([
      { state: 'waiting', lastStatus: null, lastFault: expect.stringMatching(/\.$/) as string },
    ]);
    await first.close();
    clock.now += 3_600_000;
    const back = await receiver(gone.port);
    const second = await startTestServer(options);
    await eventually(() => back.got.length === 1);
    expect(JSON.parse(back.got[0]!.body)).toMatchObject({ kind: 'review requested' });
    const { webhooks } = second.workspaces.get(mia.session.workspace)!.store;
    await eventually(() => webhooks.deliveries('c', 9)[0]?.state === 'delivered');
  });

  it('is not set by somebody who may not, nor to where this server may not call, and is forgotten once removed', async () => {
    const server = await startTestServer();
    const { mia, sam, lena } = await team(server.url);
    for (const url of [
      'http://127.0.0.1:1/',
      'https://127.0.0.1/',
      'https://169.254.169.254/',
      'https://[::1]/',
      'http://example.com/',
    ])
      expect({ ...(await mia.try(set(url))), url }).toMatchObject({ status: 409 });
    expect((await lena.try(set('https://example.com/hook'))).status).toBe(409);
    expect((await mia.try(set(null))).status).toBe(409);
    await mia.does(set('https://hooks.example.com/one', ['signed']));
    // Another address has a secret of its own.
    expect((await mia.does(set('https://hooks.example.com/two'))).secret).toMatch(/^whsec_/);
    // Names and choices change without the address, and without a new secret.
    expect(await mia.does({ ...set(null, ['halted']), name: 'Another name' })).not.toHaveProperty('secret');
    expect((await stateOf(sam)).webhooks['hook']).toMatchObject({
      name: 'Another name',
      host: 'hooks.example.com',
      on: ['halted'],
    });
    await mia.does({ kind: 'remove webhook', webhook: 'hook' });
    expect((await mia.get('/webhooks')).body['webhooks']).toEqual([]);
    expect((await stateOf(sam)).webhooks).toEqual({});
  });

  it('whose answer was lost on the way tells its secret again: to whoever added it, while they may, and nobody else', async () => {
    const server = await startTestServer();
    const { mia, sam } = await team(server.url);
    const adds = { ...set('https://hooks.example.com/one'), id: 'adds' };
    const { secret } = await mia.does(adds);
    expect(await mia.does(adds)).toMatchObject({ secret });
    await mia.does({ kind: 'change role', member: sam.id, was: 'sales', role: 'sales', admin: true });
    expect((await sam.try(adds)).status).toBe(409);
    // The same id, for another webhook.
    await sam.does({ ...set('https://hooks.example.com/two', ['signed'], 'other'), id: 'others' });
    expect(await mia.does({ ...adds, webhook: 'other' })).not.toHaveProperty('secret');
    await sam.does({ kind: 'change role', member: mia.id, was: 'marketing', role: 'marketing', admin: false });
    expect(await mia.does(adds)).not.toHaveProperty('secret');
    await sam.does({ kind: 'change role', member: mia.id, was: 'marketing', role: 'marketing', admin: true });
    await sam.does(set('https://hooks.example.com/elsewhere'));
    expect(await mia.does(adds)).not.toHaveProperty('secret');
  });

  it('that is switched off or wants other things hears nothing', async () => {
    const server = await startTestServer({ localWebhooks: true });
    const { mia, sam } = await team(server.url);
    const to = await receiver();
    await mia.does({ ...set(to.url, ['review requested'], 'off'), active: false });
    await mia.does(set(to.url, ['halted'], 'other'));
    await mia.does(set(to.url, ['review requested'], 'on'));
    await wholeCampaign({ mia, sam }, 'c');
    expect((await settled(mia, 1)).map(({ webhook }) => webhook)).toEqual(['on']);
    expect(to.got).toHaveLength(1);
  });
});
