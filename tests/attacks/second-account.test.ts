import { afterEach, describe, expect, it } from 'vitest';
import { Session, SessionsReply } from '../../domain/wire/http.ts';
import type { Role } from '../../domain/people/member.ts';
import { wholeCampaign } from '../integration/campaign.ts';
import { endAll, eventually, post, write, Person } from '../integration/team.ts';
import { Siege } from './siege.ts';

afterEach(endAll);

/** Lena leads, and Mia made her an admin, too. Noor leads. `c` holds words of Lena's and waits for a signature. */
const begins = async () => {
  const at = await Siege.begins({ campaigns: false });
  await makeAdmin(at, at.lena, 'sales-lead');
  await wholeCampaign(at, 'c');
  const brief = await at.lena.room('c', 'brief', { acks: true });
  await eventually(() => brief.acknowledged > 0);
  write(brief, ' And so say I.');
  await eventually(() => brief.acknowledged > 1);
  const { digest } = at.workspace.draft('c').frozen;
  await at.mia.does({ kind: 'request review', campaign: 'c', digest, note: null });
  const sign = async (by: Person) => ({
    kind: 'sign off' as const,
    campaign: 'c',
    ...(await at.newest('c')),
    viewed: at.viewed('c'),
    statement: `I, ${by.session.member.name}, approve it.`,
  });
  const role = (id: string): Role => at.workspace.state().members[id]!.role;
  return { at, sign, role };
};
const makeAdmin = (at: Siege, { id }: Person, was: Role) =>
  at.mia.does({ kind: 'change role', member: id, was, role: was, admin: true });
const secondAccount = async (by: Person, name: string, role: Role = 'viewer'): Promise<Person> => {
  const expires = '2099-01-01T00:00:00.000Z';
  const { secret } = await by.does({ kind: 'invite member', invite: crypto.randomUUID(), role, admin: true, expires });
  const { body } = await post(by.url, `${by.place}/join`, { secret, name });
  return new Person(by.url, Session.parse(body));
};

describe('one person with two accounts', () => {
  it('does not sign their own words by sending the other lead away at the second', async () => {
    const { at, sign } = await begins();
    await at.refused(at.lena, await sign(at.lena), 'author may not sign');
    const bob = await secondAccount(at.lena, 'Bob');
    await bob.does({ kind: 'suspend member', member: at.noor.id, suspended: true });
    const body = await at.refused(at.lena, await sign(at.lena), 'author may not sign');
    expect(JSON.stringify(body)).toContain('It was Bob, whom you brought in, who ended that Noor can sign');
    // An account of the account is no way round it.
    await at.mia.does({ kind: 'suspend member', member: at.noor.id, suspended: false });
    const cyn = await secondAccount(bob, 'Cyn');
    const role = { kind: 'change role' as const, member: at.noor.id, was: 'sales-lead' as const, admin: false };
    await cyn.does({ ...role, role: 'viewer' });
    await at.refused(at.lena, await sign(at.lena), 'author may not sign');
  });

  it('makes no sales lead, and no looser policy, by proposing at one and confirming at the other', async () => {
    const { at, role } = await begins();
    const bob = await secondAccount(at.lena, 'Bob');
    const cyn = await secondAccount(bob, 'Cyn', 'sales-lead');
    expect(role(cyn.id)).toBe('sales');
    await at.refused(at.lena, { kind: 'confirm sales lead', member: cyn.id }, 'not allowed');
    const was = at.workspace.state().policy!;
    const policy = { ...was, mayLaunch: [...was.mayLaunch, 'viewer' as const] };
    await bob.does({ kind: 'set policy', was, policy });
    await at.refused(at.lena, { kind: 'confirm policy', policy }, 'not allowed');
    await at.noor.does({ kind: 'confirm sales lead', member: cyn.id });
    expect(role(cyn.id)).toBe('sales-lead');
  });

  it('makes no sales lead by demoting the other lead first', async () => {
    const { at, role } = await begins();
    const demotes = { kind: 'change role' as const, member: at.noor.id, was: 'sales-lead' as const, admin: false };
    await at.lena.does({ ...demotes, role: 'viewer' });
    const bob = await secondAccount(at.lena, 'Bob', 'sales-lead');
    expect(role(bob.id)).toBe('sales');
    await at.refused(at.lena, { kind: 'confirm sales lead', member: bob.id }, 'not allowed');
    await at.lena.does({ kind: 'change role', member: bob.id, was: 'sales', role: 'sales-lead', admin: true });
    expect(role(bob.id)).toBe('sales');
  });

  it('does nothing at the account of an admin whose devices they signed out and whom they let back in', async () => {
    const { at, sign } = await begins();
    const signing = await sign(at.lena);
    const { body } = await at.lena.get('/sessions');
    const { sessions } = SessionsReply.parse(body);
    for (const { id } of sessions.filter(({ member }) => member === at.mia.id))
      await at.lena.post('/sessions/end', { session: id });
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const { secret } = await at.lena.does({ kind: 'make sign-in link', invite: 'back', member: at.mia.id, expires });
    const back = await post(at.url, `${at.lena.place}/join-device`, { secret });
    const asMia = new Person(at.url, Session.parse(back.body));
    await asMia.does({ kind: 'suspend member', member: at.noor.id, suspended: true });
    await at.refused(at.lena, signing, 'author may not sign');
  });

  it('signs words that the second wrote, and record and certificate say whose invite it came by', async () => {
    const { at, sign } = await begins();
    const bob = await secondAccount(at.lena, 'Bob', 'marketing');
    await wholeCampaign({ mia: bob, sam: at.sam }, 'd');
    const signing = { ...(await sign(at.lena)), campaign: 'd', ...(await at.newest('d')), viewed: at.viewed('d') };
    await at.lena.does(signing);
    const page = await fetch(`${at.url}${at.mia.place}/campaigns/d/certificate`, { headers: at.mia.bearer });
    const html = await page.text();
    expect(html).toContain('Its words are by <bdi>Bob</bdi> (invited by <bdi>Lena</bdi>)');
    expect(html).toContain('<bdi>Bob</bdi>, who wrote in it, was invited by <bdi>Lena</bdi>.');
    const signed = (await at.mia.feed()).findLast(({ event }) => event.kind === 'signed off');
    expect(signed?.event.data).toMatchObject({ ties: [{ who: bob.id, by: at.lena.id, how: 'invite' }] });
  });
});

describe('a proposal', () => {
  it('is not confirmed once its proposer is no admin any more', async () => {
    const { at } = await begins();
    const bea = await secondAccount(at.mia, 'Bea', 'sales');
    await bea.does({ kind: 'change role', member: at.sam.id, was: 'sales', role: 'sales-lead', admin: false });
    await at.mia.does({ kind: 'change role', member: bea.id, was: 'sales', role: 'viewer', admin: false });
    await at.refused(at.noor, { kind: 'confirm sales lead', member: at.sam.id }, 'nothing proposed');
  });
  it('leaves no workspace without an admin', async () => {
    const { at } = await begins();
    await at.mia.does({ kind: 'change role', member: at.mia.id, was: 'marketing', role: 'sales-lead', admin: false });
    const lena = { kind: 'change role' as const, member: at.lena.id, was: 'sales-lead' as const, admin: false };
    await at.mia.does({ ...lena, role: 'sales-lead' });
    await at.refused(at.noor, { kind: 'confirm sales lead', member: at.mia.id }, 'last admin');
  });
});

describe('a member who is let back in', () => {
  it('does not speak under the name of somebody who came meanwhile', async () => {
    const { at } = await begins();
    const back = { kind: 'suspend member' as const, member: at.noor.id, suspended: false };
    await at.mia.does({ ...back, suspended: true });
    const noor = await secondAccount(at.mia, 'NOOR');
    await at.refused(at.mia, back, 'name taken');
    await at.mia.does({ kind: 'suspend member', member: noor.id, suspended: true });
    await at.mia.does(back);
  });
});

it('whoever asks for changes unread, or withdraws a signature, has not seen the version', async () => {
  const { at, sign } = await begins();
  const { version, digest } = await at.newest('c');
  await at.noor.does({ kind: 'request changes', campaign: 'c', version, digest, reason: 'Not so.' });
  await at.lena.does({ kind: 'request review', campaign: 'c', digest, note: null });
  await at.refused(at.noor, { ...(await sign(at.noor)), viewed: ['brief/objective'] }, 'parts not viewed');
  await at.noor.does(await sign(at.noor));
  await at.noor.does({ kind: 'withdraw signature', campaign: 'c', version: version + 1, reason: 'A doubt.' });
  await at.refused(at.noor, { ...(await sign(at.noor)), viewed: [] }, 'parts not viewed');
});
