import { afterEach, describe, expect, it } from 'vitest';
import { LinkInfo, Session, type DeviceSession } from '../../domain/wire/http.ts';
import { team } from './campaign.ts';
import { Person, endAll, post, startTestServer } from './team.ts';

afterEach(endAll);
const soon = (): string => new Date(Date.now() + 3_600_000).toISOString();
const asks = (admin: Person, member: Person, invite: string = crypto.randomUUID(), id: string = crypto.randomUUID()) =>
  admin.does({ id, kind: 'make sign-in link', invite, member: member.id, expires: soon() });
const uses = (person: Person, secret: string) => post(person.url, `${person.place}/join-device`, { secret });
const looks = (person: Person, secret: string) => post(person.url, `${person.place}/link`, { secret });
const signedIn = async (person: Person, secret: string): Promise<Person> => {
  const { status, body } = await uses(person, secret);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return new Person(person.url, Session.parse(body));
};
/** Signs out every device of a member, as an admin does whose colleague lost theirs. */
const loses = async (admin: Person, member: Person): Promise<void> => {
  const { sessions } = (await admin.get('/sessions')).body as { sessions: DeviceSession[] };
  for (const session of sessions.filter((each) => each.member === member.id))
    await admin.post('/sessions/end', { session: session.id });
};

describe('a sign-in link', () => {
  it('signs in who lost every device, as themselves, once, and the record says that it was made and used', async () => {
    const server = await startTestServer();
    const { mia, sam } = await team(server.url);
    const refused = await mia.try({ kind: 'make sign-in link', invite: 'x', member: sam.id, expires: soon() });
    expect(refused).toMatchObject({ status: 409, body: { reasons: [{ code: 'signed in' }] } });
    await loses(mia, sam);
    const { secret } = await asks(mia, sam);
    expect(LinkInfo.parse((await looks(sam, secret!)).body)).toMatchObject({ kind: 'device', name: 'Sam' });
    const back = await signedIn(sam, secret!);
    expect(back.id).toBe(sam.id);
    expect(await uses(sam, secret!)).toMatchObject({ status: 410 });
    expect(await looks(sam, secret!)).toMatchObject({ status: 410, body: { error: 'used invite' } });
    const kinds = (await mia.feed()).slice(-2).map(({ event }) => [event.kind, event.actor]);
    expect(kinds).toEqual([
      ['sign-in link made', { member: mia.id }],
      ['signed in by link', { member: sam.id }],
    ]);
    // It lets nobody new in.
    await loses(mia, back);
    const { secret: another } = await asks(mia, sam);
    expect((await post(mia.url, `${mia.place}/join`, { secret: another, name: 'Eve' })).status).toBe(410);
    expect((await uses(sam, another!)).status).toBe(200);
  });

  it('whose answer was lost is told anew to its maker alone', async () => {
    const server = await startTestServer();
    const { mia, sam, lena } = await team(server.url);
    await loses(mia, sam);
    const { secret: lost } = await asks(mia, sam, 'l1', 'once');
    const { secret } = await asks(mia, sam, 'l1', 'once');
    const again = await lena.try({
      id: 'once',
      kind: 'make sign-in link',
      invite: 'l1',
      member: sam.id,
      expires: soon(),
    });
    expect(JSON.stringify(again.body)).not.toContain('secret');
    expect((await uses(sam, lost!)).status).toBe(410);
    expect((await uses(sam, secret!)).status).toBe(200);
  });

  it('for a sales lead is told to the lead who confirms it, never to the admin', async () => {
    const server = await startTestServer();
    const { mia, lena } = await team(server.url);
    const noor = await mia.invites('sales-lead', 'Noor');
    await lena.does({ kind: 'confirm sales lead', member: noor.id });
    await loses(mia, lena);
    expect((await asks(mia, lena, 'l1')).secret).toBeUndefined();
    expect((await mia.try({ kind: 'confirm sign-in link', invite: 'l1' })).status).toBe(409);
    const { secret } = await noor.does({ kind: 'confirm sign-in link', invite: 'l1' });
    expect((await signedIn(lena, secret!)).id).toBe(lena.id);
  });

  it('gives an admin who kept it no way to sign, whatever becomes of its member', async () => {
    const server = await startTestServer();
    const { mia, sam, lena } = await team(server.url);
    const proposes = { kind: 'change role', member: sam.id, was: 'sales', role: 'sales-lead', admin: false } as const;
    await loses(mia, sam);
    // Kept unopened until Sam may sign.
    const { secret } = await asks(mia, sam);
    await mia.does(proposes);
    await lena.does({ kind: 'confirm sales lead', member: sam.id });
    expect(await uses(sam, secret!)).toMatchObject({ status: 410 });

    // Opened before, with another device let in from there: both are out once a lead confirms.
    await mia.does({ ...proposes, was: 'sales-lead', role: 'sales' });
    const { secret: earlier } = await asks(mia, sam);
    const hidden = await signedIn(sam, earlier!);
    const { secret: device } = (await hidden.post('/devices', {})).body as { secret: string };
    const second = await signedIn(sam, device);
    // She ended that he signs, and may undo it alone.
    await mia.does(proposes);
    for (const each of [hidden, second]) expect((await each.get('/session')).status).toBe(401);

    // The same where a lead has to say yes, who knows the colleague and not who opened the link.
    const ash = await mia.invites('marketing', 'Ash');
    await loses(mia, ash);
    const opened = await signedIn(ash, (await asks(mia, ash)).secret!);
    await mia.does({ ...proposes, member: ash.id, was: 'marketing' });
    expect((await opened.get('/session')).status).toBe(200);
    await lena.does({ kind: 'confirm sales lead', member: ash.id });
    expect((await opened.get('/session')).status).toBe(401);
  });
});

describe('what a link opens is told before it is used', () => {
  it('to whoever has one that is still good: workspace, inviter, role, campaign', async () => {
    const server = await startTestServer();
    const { mia, sam } = await team(server.url);
    await mia.does({ kind: 'create campaign', campaign: 'c', name: 'Spring renewal' });
    const expires = soon();
    const { secret } = await mia.does({
      kind: 'invite member',
      invite: 'i',
      role: 'sales-lead',
      admin: true,
      expires,
      name: 'Noor Haddad',
    });
    const info = { workspace: 'Noticewren', by: 'Mia', ends: expires };
    expect(await looks(mia, secret!)).toEqual({
      status: 200,
      body: { kind: 'member', ...info, role: 'sales-lead', admin: true, name: 'Noor Haddad' },
    });
    const guest = await mia.does({ kind: 'invite guest', invite: 'g', campaign: 'c', expires });
    expect((await looks(mia, guest.secret!)).body).toEqual({ kind: 'guest', ...info, campaign: 'Spring renewal' });
    const device = (await sam.post('/devices', {})).body as { secret: string };
    expect((await looks(mia, device.secret)).body).toMatchObject({ kind: 'device', name: 'Sam' });
    // Looking uses nothing up.
    expect((await uses(sam, device.secret)).status).toBe(200);
    expect((await post(mia.url, `${mia.place}/join`, { secret, name: 'Noor' })).status).toBe(200);
  });

  it('and of one that is not, only that: nothing of the workspace', async () => {
    const clock = { now: Date.now() };
    const server = await startTestServer({ clock: () => clock.now });
    const { mia } = await team(server.url);
    const invite = async (id: string): Promise<string> => {
      const expires = new Date(clock.now + 60_000).toISOString();
      return (await mia.does({ kind: 'invite member', invite: id, role: 'sales', admin: false, expires })).secret!;
    };
    const over = async (secret: string, error: string): Promise<void> => {
      const { status, body } = await looks(mia, secret);
      expect({ status, error: body['error'] }).toEqual({ status: 410, error });
      expect(JSON.stringify(body)).not.toMatch(/Noticewren|Mia/);
    };
    const used = await invite('a');
    await post(mia.url, `${mia.place}/join`, { secret: used, name: 'Ash' });
    await over(used, 'used invite');
    const back = await invite('b');
    await mia.does({ kind: 'revoke invite', invite: 'b' });
    await over(back, 'revoked invite');
    const late = await invite('c');
    clock.now += 61_000;
    await over(late, 'expired invite');
    expect(await looks(mia, 'x'.repeat(43))).toMatchObject({ status: 403 });
    expect((await looks(mia, 'short')).status).toBe(422);
    expect((await post(mia.url, '/api/w/nowhere/link', { secret: late })).status).toBe(404);
    let last = 0;
    for (let each = 0; each < 80; each += 1) last = (await looks(mia, 'x'.repeat(43))).status;
    expect(last).toBe(429);
  });
});
