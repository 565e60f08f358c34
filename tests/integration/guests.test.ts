import { afterEach, describe, expect, it } from 'vitest';
import { emptyWorkspace, evolve } from '../../domain/evolve.ts';
import { NO_HASH, isShown, type AnyRow } from '../../domain/event.ts';
import { roomName } from '../../domain/campaign/rooms.ts';
import { SCHEMA, closeCodes } from '../../domain/wire/sync.ts';
import { continueChain } from '../../renderer/client/feed/chain.ts';
import { signs, team, wholeCampaign, type Team } from './campaign.ts';
import { endAll, eventually, post, startTestServer, write, type Person } from './team.ts';

afterEach(endAll);

const anchor = { text: 'brief/objective' as const, start: '', end: '', quote: '', before: '', after: '' };
const thread = { kind: 'start thread' as const, anchor, comment: 'Is this right?', blocking: false, replacement: null };
const rowsOf = async (person: Person): Promise<AnyRow[]> =>
  (await person.get('/feed?after=0')).body['rows'] as AnyRow[];

const clockAt = (at: string) => {
  const clock = { now: Date.parse(at) };
  return { clock: () => clock.now, pass: (ms: number) => (clock.now += ms) };
};
/** Two campaigns, and Gwen as a guest of one. */
const guested = async (
  until = '2027-05-12T12:00:00.000Z',
): Promise<Team & { gwen: Person; pass: (ms: number) => number }> => {
  const { clock, pass } = clockAt('2027-05-11T12:00:00.000Z');
  const server = await startTestServer({ clock });
  const people = await team(server.url);
  const { mia, sam } = people;
  await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  await mia.does({ kind: 'create campaign', campaign: 'secret', name: 'A secret launch' });
  await sam.does({ ...thread, campaign: 'secret', thread: 'hidden', comment: 'Nobody outside may know' });
  const gwen = await mia.guest('spring', until);
  return { ...people, gwen, pass };
};

describe('a guest', () => {
  it('does not take a launch package along, which has entries in it that no guest sees', async () => {
    const server = await startTestServer();
    const { mia, sam, lena } = await team(server.url);
    await wholeCampaign({ mia, sam }, 'autumn');
    const gwen = await mia.guest('autumn', '2099-01-01T00:00:00.000Z');
    const quote = { quote: 'Too dear.', who: 'Ada Bell', channel: 'call' as const, mayBeQuoted: false };
    await sam.does({ kind: 'log field note', note: 'n', campaign: 'autumn', ...quote });
    const { version, digest } = await signs(lena, 'autumn');
    await mia.does({ kind: 'launch', campaign: 'autumn', version, digest, asked: [] });
    expect((await mia.get('/campaigns/autumn/package')).status).toBe(200);
    const { status, body } = await gwen.get('/campaigns/autumn/package');
    expect(JSON.stringify(body)).not.toContain('field note');
    expect(status).toBe(403);
  });

  it('is a viewer of one campaign, whose link opened once', async () => {
    const { mia, gwen } = await guested();
    expect(gwen.session.member).toMatchObject({
      role: 'viewer',
      admin: false,
      guest: { campaign: 'spring', until: '2027-05-12T12:00:00.000Z' },
    });
    const { secret } = await mia.does({
      kind: 'invite guest',
      invite: 'g2',
      campaign: 'spring',
      expires: '2027-05-12T12:00:00.000Z',
    });
    const join = (name: string) => post(mia.url, `${mia.place}/join`, { secret, name });
    expect((await join('First')).status).toBe(200);
    expect((await join('Second')).status).toBe(410);
    await mia.does({ kind: 'invite guest', invite: 'g3', campaign: 'spring', expires: '2027-05-12T12:00:00.000Z' });
    await mia.does({ kind: 'revoke invite', invite: 'g3' });
    const nobody = { kind: 'invite guest' as const, invite: 'g4', expires: '2027-05-12T12:00:00.000Z' };
    expect((await mia.try({ ...nobody, campaign: 'nowhere' })).status).toBe(409);
    expect((await mia.try({ ...nobody, campaign: 'spring', expires: '2027-05-11T11:00:00.000Z' })).status).toBe(409);
    expect((await gwen.try({ ...nobody, campaign: 'spring' })).status).toBe(409);
  });

  it('comments there, and does nothing else anywhere', async () => {
    const { mia, sam, gwen } = await guested();
    await gwen.does({ ...thread, campaign: 'spring', thread: 't1' });
    await gwen.does({ kind: 'reply', campaign: 'spring', thread: 't1', reply: 'r1', comment: 'And one more' });
    const refused = [
      { ...thread, campaign: 'secret', thread: 't2' },
      { ...thread, campaign: 'spring', thread: 't3', blocking: true },
      { ...thread, campaign: 'spring', thread: 't4', replacement: 'Other words' },
      { kind: 'reply', campaign: 'secret', thread: 'hidden', reply: 'r2', comment: 'x' },
      { kind: 'resolve thread', campaign: 'spring', thread: 't1' },
      { kind: 'create campaign', campaign: 'mine', name: 'Mine' },
      { kind: 'halt', campaign: 'spring', reason: 'x' },
      { kind: 'request review', campaign: 'spring', digest: NO_HASH, note: null },
      {
        kind: 'log field note',
        note: 'n',
        campaign: 'spring',
        quote: 'x',
        who: 'x',
        channel: 'call',
        mayBeQuoted: true,
      },
      { kind: 'rotate key' },
    ] as const;
    for (const command of refused) expect({ ...(await gwen.try(command)), command }).toMatchObject({ status: 409 });
    expect(
      (await mia.try({ kind: 'change role', member: gwen.id, was: 'viewer', role: 'sales-lead', admin: true })).status,
    ).toBe(409);
    const { body } = await gwen.post('/tickets', {
      rooms: [roomName('spring', 'brief'), roomName('secret', 'brief')],
      schema: SCHEMA,
    });
    expect(body['tickets']).toMatchObject([
      { ok: true, access: 'read' },
      { ok: false, code: closeCodes.noRight },
    ]);
    const sams = await sam.room('spring', 'brief');
    const hers = await gwen.room('spring', 'brief');
    write(sams, 'Seen by Gwen');
    await eventually(() => hers.doc.getText('objective').toJSON().includes('Seen by Gwen'));
    write(hers, 'Not by Gwen');
    await eventually(() => hers.closed === closeCodes.noRight);
    expect(sams.doc.getText('objective').toJSON()).not.toContain('Not by Gwen');
    const paths = [
      '/campaigns/secret/versions/1',
      '/campaigns/secret/export',
      '/campaigns/secret/writers',
      '/campaigns/nowhere/export',
    ];
    const statuses = await Promise.all(paths.map(async (path) => (await gwen.get(path)).status));
    expect(statuses).toEqual([404, 404, 404, 404]);
    expect((await gwen.get('/campaigns/spring/export')).status).toBe(403);
    expect((await gwen.get('/campaigns/spring/writers')).status).toBe(200);
  });

  it('sees other campaigns as places in a chain that holds, and no word of them', async () => {
    const { mia, gwen } = await guested();
    await gwen.does({ ...thread, campaign: 'spring', thread: 't1' });
    const [hers, all] = [await rowsOf(gwen), await rowsOf(mia)];
    expect(hers.map(({ number, head }) => ({ number, head }))).toEqual(
      all.map(({ number, head }) => ({ number, head })),
    );
    expect(continueChain({ number: 0, head: NO_HASH }, hers, true).kind).toBe('continues');
    expect(continueChain({ number: 0, head: NO_HASH }, hers, false).kind).toBe('broken');
    expect(JSON.stringify(hers)).not.toMatch(/secret|Nobody outside/);
    const state = hers.reduce(evolve, emptyWorkspace(gwen.session.workspace));
    expect(Object.keys(state.campaigns)).toEqual(['spring']);
    expect(state.members[mia.id]?.name).toBe('Mia');
    expect(state.invites).toEqual({});
    expect(state.head).toBe(all.at(-1)!.head);
    expect(all.every(isShown)).toBe(true);
  });

  it('is told nothing of what prospects said, also where that was logged on their campaign', async () => {
    const { mia, sam, gwen } = await guested();
    const note = { kind: 'log field note', note: 'n', quote: 'Too dear for us', who: 'Mr Ask of Havbruk' } as const;
    await sam.does({ ...note, campaign: 'spring', channel: 'call', mayBeQuoted: false });
    await mia.does({ kind: 'link field note', note: 'n', campaign: 'spring', part: 'brief/offer', linked: true });
    await mia.does({ kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Spring renewal' });
    const hers = await rowsOf(gwen);
    expect(JSON.stringify(hers)).not.toMatch(/Too dear|Havbruk|field note/);
    expect(continueChain({ number: 0, head: NO_HASH }, hers, true).kind).toBe('continues');
    const state = hers.reduce(evolve, emptyWorkspace(gwen.session.workspace));
    expect(state.notes).toEqual({});
    expect(state.campaigns['spring']?.name).toBe('Spring renewal');
  });

  it('is gone when the time is over, from what was open, too', async () => {
    // The clock stands still until `pass`; the server's own timer looks at it again every 200 ms.
    const { gwen, pass } = await guested('2027-05-11T12:00:00.200Z');
    const room = await gwen.room('spring', 'brief');
    const late = await gwen.ticket('spring', 'copy');
    const live = await fetch(`${gwen.url}${gwen.place}/feed/live?after=0`, { headers: gwen.bearer });
    pass(200);
    await eventually(() => room.closed === closeCodes.signIn);
    // Ends, or this would never come.
    expect(await live.text()).toContain('Spring');
    expect((await gwen.get('/feed')).status).toBe(401);
    expect((await gwen.try({ ...thread, campaign: 'spring', thread: 't9' })).status).toBe(401);
    const socket = await gwen.socket('spring', 'copy', late);
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(closeCodes.signIn);
  });
});
