import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FeedReply, Session } from '../../domain/wire/http.ts';
import { roomName } from '../../domain/campaign/rooms.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { endAll, eventually, post, Person } from '../integration/team.ts';
import { Siege, send } from './siege.ts';

let at: Siege;
beforeAll(async () => {
  at = await Siege.begins();
});
afterAll(endAll);

const soon = () => new Date(Date.now() + at.clock.ahead + 3_600_000).toISOString();
const join = (secret: unknown, name: unknown) => post(at.url, `${at.mia.place}/join`, { secret, name });
const invite = async (by: Person, about: { role?: 'sales' | 'sales-lead'; admin?: boolean } = {}): Promise<string> => {
  const { role = 'sales', admin = false } = about;
  const { secret } = await by.does({
    kind: 'invite member',
    invite: crypto.randomUUID(),
    role,
    admin,
    expires: soon(),
  });
  return secret!;
};

describe('a name', () => {
  it('P38: that looks like a colleague’s, or hides a character, lets nobody in', async () => {
    const secret = await invite(at.mia);
    for (const name of ['Lena', 'lena', ' Lena ', 'Lеna', 'Ｌｅｎａ', 'L ena']) {
      const body = await at.repels(409, () => join(secret, name));
      expect(body['error']).toBe('name taken');
    }
    for (const name of ['Lena\u200b', '\u202eaneL', 'Le\u2060na', 'Le\u0000na', '', ' ', 'x'.repeat(121), 7, null])
      await at.repels(422, () => join(secret, name));
    expect((await join(secret, 'Lena Ortiz')).status).toBe(200);
  });

  it('of a campaign, a version or a statement hides none either', async () => {
    const digest = 'a'.repeat(64);
    await at.repels(422, () => at.mia.try({ kind: 'create campaign', campaign: 'n', name: 'Spring\u202e' }));
    await at.repels(422, () =>
      at.mia.try({ kind: 'rename campaign', campaign: 'review', was: 'Spring renewal', name: 'Spring\u2066 renewal' }),
    );
    await at.repels(422, () => at.mia.try({ kind: 'name version', campaign: 'review', version: 1, name: '\u200b' }));
    const sign = { kind: 'sign off' as const, campaign: 'review', version: 1, viewed: at.viewed('review') };
    const named = { ...sign, ...(await at.newest('review')) };
    await at.refused(at.lena, { ...named, statement: 'I do not\u202e approve.' }, 'bad value');
    await at.refused(at.lena, { ...named, digest, statement: 'I approve.\u200b' }, 'bad value', 'stale digest');
  });
});

describe('an invite', () => {
  it('opens once, for one of twenty who use it at the same instant', async () => {
    const secret = await invite(at.mia);
    at.clock.ahead += 600_000;
    const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => join(secret, `Racer ${turn}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const members = Object.values(at.workspace.state().members).filter(({ name }) => name.startsWith('Racer'));
    expect(members).toHaveLength(1);
  });

  it('of another workspace, taken back, too late or guessed opens nothing', async () => {
    at.clock.ahead += 600_000;
    const hers = await invite(at.eve);
    await at.repels(403, () => join(hers, 'Stranger'));
    for (const guess of ['x'.repeat(43), hers.toUpperCase(), `${hers}x`])
      await at.repels(403, () => join(guess, 'Stranger'));
    for (const odd of ['', 'short', 'x'.repeat(101), 1, null, {}, ['x'.repeat(43)]])
      await at.repels(422, () => join(odd, 'Stranger'));
    const late = await invite(at.mia);
    at.clock.ahead += 3_700_000;
    await at.repels(410, () => join(late, 'Stranger'));
  });

  it('left behind by an admin who was shown out opens nothing', async () => {
    at.clock.ahead += 600_000;
    const secret = await invite(at.mia, { admin: true });
    const { body } = await join(secret, 'Ada');
    const ada = Object.assign(Object.create(Object.getPrototypeOf(at.mia)) as Person, { url: at.url, session: body });
    const door = await invite(ada, { admin: true });
    await at.mia.does({ kind: 'suspend member', member: ada.id, suspended: true });
    await at.repels(410, () => join(door, 'Ada again'));
  });

  it('is opened anew by nobody who sent something else, or is no admin any more, under its id or another', async () => {
    at.clock.ahead += 600_000;
    const door = crypto.randomUUID();
    const command = { kind: 'invite member', invite: door, role: 'sales-lead', admin: true, expires: soon() } as const;
    const told = await at.mia.does({ id: 'door', ...command });
    // What anybody may do, under an id that is then sent again with another admin's invite in it.
    await at.sam.does({ id: 'sams', kind: 'create campaign', campaign: crypto.randomUUID(), name: 'A foot in' });
    await at.mia.does({ id: 'mias', ...command, invite: crypto.randomUUID() });
    await at.mia.does({
      id: 'hook',
      kind: 'set webhook',
      webhook: 'hook',
      name: 'H',
      url: 'https://hook.example',
      on: ['launched'],
      active: true,
    });
    const before = at.written();
    for (const [by, id] of [
      [at.sam, 'sams'],
      [at.sam, 'door'],
      [at.mia, 'mias'],
      [at.mia, 'hook'],
    ] as const)
      for (const again of [
        command,
        { kind: 'invite guest', invite: door, campaign: 'review', expires: soon() } as const,
        { kind: 'set webhook', webhook: 'hook', name: 'H', url: null, on: ['launched'], active: true } as const,
      ])
        expect((await by.try({ id, ...again } as never)).body).not.toHaveProperty('secret');
    expect(at.written()).toBe(before);
    // The one who made it gets it anew, for as long as an admin.
    const ada = new Person(at.url, Session.parse((await join(told.secret, 'Ada of the door')).body));
    const hers = { ...command, invite: crypto.randomUUID() };
    expect((await ada.does({ id: 'hers', ...hers })).secret).toBeDefined();
    expect((await ada.does({ id: 'hers', ...hers })).secret).toBeDefined();
    await at.mia.does({ kind: 'change role', member: ada.id, was: 'sales', role: 'sales', admin: false });
    expect((await ada.try({ id: 'hers', ...hers })).body).not.toHaveProperty('secret');
    await at.mia.does({ kind: 'remove webhook', webhook: 'hook' });
  });

  it('makes no sales lead alone: who comes by it sells until a lead confirms', async () => {
    at.clock.ahead += 600_000;
    const { body } = await join(await invite(at.mia, { role: 'sales-lead', admin: true }), 'Max');
    expect(body['member']).toMatchObject({ role: 'sales', admin: true });
    const id = (body['member'] as { id: string }).id;
    await at.refused(at.mia, { kind: 'confirm sales lead', member: id }, 'not allowed');
    expect(at.workspace.state().members[id]!.role).toBe('sales');
  });

  it('has a secret that stands nowhere on disk or in the feed', async () => {
    const secret = await invite(at.mia);
    expect(JSON.stringify(await at.mia.feed())).not.toContain(secret);
    expect(at.logged.join('\n')).not.toContain(secret);
  });
});

describe('a guest', () => {
  let gwen: Person;
  beforeAll(async () => {
    at.clock.ahead += 600_000;
    gwen = await at.mia.guest('review', soon());
  });

  it('does nothing at the gate, and nothing elsewhere', async () => {
    const named = await at.newest('review');
    const commands = [
      { kind: 'sign off', campaign: 'review', ...named, viewed: at.viewed('review'), statement: 'I approve it.' },
      { kind: 'request changes', campaign: 'review', ...named, reason: 'No.' },
      { kind: 'launch', campaign: 'signed', ...(await at.newest('signed')), asked: [] },
      { kind: 'request review', campaign: 'review', digest: named.digest, note: null },
      { kind: 'set fact', campaign: 'review', fact: 'owner', was: at.mia.id, value: gwen.id },
      { kind: 'rename campaign', campaign: 'review', was: 'Spring renewal', name: 'Mine' },
      { kind: 'confirm sales lead', member: gwen.id },
      { kind: 'change role', member: gwen.id, was: 'viewer', role: 'sales-lead', admin: true },
      { kind: 'rotate key' },
      { kind: 'erase text', number: 1, name: 'note' },
    ] as const;
    for (const command of commands) {
      const before = at.written();
      const { status, body } = await gwen.try(command as never);
      expect({ command, status, body }).toMatchObject({ status: 409 });
      expect(at.written()).toBe(before);
    }
  });

  it('is made no lead and no admin, by nobody', async () => {
    for (const role of ['sales-lead', 'viewer'] as const)
      await at.refused(
        at.mia,
        { kind: 'change role', member: gwen.id, was: 'viewer', role, admin: true },
        'not allowed',
      );
    expect(at.workspace.state().proposedLeads).not.toHaveProperty(gwen.id);
  });

  it('reads no other campaign, by any door', async () => {
    for (const path of ['versions/1', 'package', 'export', 'certificate', 'writers'])
      await at.repels(404, () => gwen.get(`/campaigns/signed/${path}`));
    const { body } = await gwen.post('/tickets', {
      rooms: [roomName('signed', 'brief'), roomName('signed', 'copy')],
      schema: 1,
    });
    for (const ticket of body['tickets'] as { ok: boolean }[]) expect(ticket.ok).toBe(false);
    const feed = await send(at.url, { path: `${gwen.place}/feed?after=0`, headers: gwen.bearer });
    const all = FeedReply.parse((await at.mia.get('/feed?after=0')).body).rows;
    expect(feed.text).not.toMatch(/"campaign":"signed"/);
    expect(feed.text).not.toMatch(/"(member|guest) invited"|"webhook set"|"key rotated"/);
    // Each row's place, hash and head is there, so that the chain still holds.
    const { rows } = JSON.parse(feed.text) as { rows: { number: number; hash: string; head: string }[] };
    expect(rows.map(({ number, hash, head }) => ({ number, hash, head }))).toEqual(
      all.map(({ number, hash, head }) => ({ number, hash, head })),
    );
    for (const path of ['/webhooks', '/webhooks/deliveries']) {
      const { status } = await gwen.get(path);
      expect({ path, refused: status === 403 || status === 404 }).toEqual({ path, refused: true });
    }
    const { body: devices } = await gwen.get('/sessions');
    expect((devices['sessions'] as { member: string }[]).map(({ member }) => member)).toEqual([gwen.id]);
  });

  it('hears nothing of who reads along elsewhere, and who does here', async () => {
    const greta = await at.mia.guest('signed', soon(), 'Greta Elsewhere');
    const gus = await at.mia.guest('review', soon(), 'Gus Here');
    await at.mia.does({ kind: 'suspend member', member: greta.id, suspended: true });
    const { text } = await send(at.url, { path: `${gwen.place}/feed?after=0`, headers: gwen.bearer });
    expect(text).not.toContain('Greta Elsewhere');
    expect(text).toContain(gus.id);
  });

  it('writes no text', async () => {
    const open = await gwen.room('review', 'brief');
    open.provider.shouldReconnect = () => false;
    const before = at.written();
    open.doc.getText('objective').insert(1, 'mine ');
    await eventually(() => open.closed === closeCodes.noRight);
    expect(at.written()).toBe(before);
  });

  it('is out when the time is over, with what was open', async () => {
    at.clock.ahead += 3_700_000;
    await at.repels(401, () => gwen.get('/session'));
    await at.repels(401, () => gwen.post('/tickets', { rooms: [roomName('review', 'brief')], schema: 1 }));
  });
});

describe('a session', () => {
  it('of somebody else is ended by an admin alone, and one’s own by oneself', async () => {
    const { body } = await at.mia.get('/sessions');
    const sams = (body['sessions'] as { id: string; member: string }[]).find(({ member }) => member === at.sam.id)!;
    for (const by of [at.vic, at.lena, at.eve])
      await at.repels(by === at.eve ? 401 : 404, () =>
        post(at.url, `${at.mia.place}/sessions/end`, { session: sams.id }, by.bearer),
      );
    expect((await at.sam.get('/session')).status).toBe(200);
    const room = await at.sam.room('review', 'brief');
    room.provider.shouldReconnect = () => false;
    await at.mia.post('/sessions/end', { session: sams.id });
    await eventually(() => room.closed === closeCodes.signIn);
    await at.repels(401, () => at.sam.get('/session'));
  });

  it('that left is over, with its rooms and the tickets it had', async () => {
    const ticket = await at.vic.ticket('review', 'brief');
    const room = await at.vic.room('review', 'copy');
    room.provider.shouldReconnect = () => false;
    await at.vic.post('/leave', {});
    await eventually(() => room.closed === closeCodes.signIn);
    const socket = await at.vic.socket('review', 'brief', ticket);
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(closeCodes.signIn);
    await at.repels(401, () => at.vic.post('/commands', { id: 'x', kind: 'complete', campaign: 'review' }));
  });

  it('ends by itself', async () => {
    at.clock.ahead += 181 * 86_400_000;
    await at.repels(401, () => at.mia.get('/session'));
    await at.repels(401, () => at.lena.post('/commands', { id: 'x', kind: 'complete', campaign: 'review' }));
  });
});
