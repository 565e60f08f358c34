import { afterEach, describe, expect, it } from 'vitest';
import { DeviceSession, Session } from '../../domain/wire/http.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { team } from './campaign.ts';
import { Person, endAll, eventually, post, startTestServer, write } from './team.ts';

afterEach(endAll);

/** Another device of the same person: a session of its own, with nothing shared but the member. */
const device = async (person: Person, userAgent: string, admin: Person): Promise<Person> => {
  const { secret } = await admin.does({
    kind: 'invite member',
    invite: crypto.randomUUID(),
    role: 'viewer',
    admin: false,
    expires: new Date(Date.now() + 60_000).toISOString(),
  });
  const { body } = await post(
    person.url,
    `${person.place}/join`,
    { secret, name: 'Another' },
    { 'user-agent': userAgent },
  );
  return new Person(person.url, Session.parse(body));
};
const sessionsOf = async (person: Person): Promise<DeviceSession[]> =>
  ((await person.get('/sessions')).body['sessions'] as DeviceSession[]).map((each) => DeviceSession.parse(each));

/** The live feed as it comes, until it ends. */
const feed = async (person: Person): Promise<{ lines: unknown[]; ended: boolean }> => {
  const open = { lines: [] as unknown[], ended: false };
  const response = await fetch(`${person.url}${person.place}/feed/live?after=0`, { headers: person.bearer });
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const part of response.body!) {
      rest += decoder.decode(part, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      open.lines.push(...lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown));
    }
    open.ended = true;
  };
  read().catch(() => {
    open.ended = true;
  });
  await eventually(() => open.lines.length > 0);
  return open;
};

describe('devices', () => {
  it('are listed in words, to their member and to an admin', async () => {
    const server = await startTestServer();
    const { mia, sam } = await team(server.url);
    const own = await sessionsOf(sam);
    expect(own).toMatchObject([{ member: sam.id, device: 'Unknown device', current: true }]);
    const phone = await device(sam, 'Mozilla/5.0 (Android 16) Gecko/140.0 Firefox/140.0', mia);
    expect(await sessionsOf(phone)).toMatchObject([{ device: 'Firefox on Android', current: true }]);
    const all = await sessionsOf(mia);
    expect(new Set(all.map(({ member }) => member)).size).toBe(4);
    expect(all.filter(({ current }) => current).map(({ member }) => member)).toEqual([mia.id]);
    expect(JSON.stringify(all)).not.toContain(mia.session.token);
  });

  it('are seen as they are used, also when the disk takes no more writes', async () => {
    const clock = { now: Date.parse('2027-05-11T12:00:00.000Z') };
    const server = await startTestServer({ clock: () => clock.now });
    const { mia } = await team(server.url);
    const seen = async (): Promise<string | undefined> =>
      (await sessionsOf(mia)).find(({ current }) => current)?.lastSeen;
    clock.now += 60_000;
    expect(await seen()).toBe('2027-05-11T12:00:00.000Z');
    clock.now += 240_000;
    expect(await seen()).toBe('2027-05-11T12:05:00.000Z');
    const { store } = server.workspaces.get(mia.session.workspace)!;
    store.sawSession = () => {
      throw new Error('database or disk is full');
    };
    clock.now += 600_000;
    expect(await seen()).toBe('2027-05-11T12:05:00.000Z');
  });

  it('are signed out at once: rooms, feed and requests', async () => {
    const server = await startTestServer();
    const { mia, sam } = await team(server.url);
    await mia.does({ kind: 'create campaign', campaign: 'c', name: 'Spring' });
    const room = await sam.room('c', 'brief');
    const live = await feed(sam);
    const miasFeed = await feed(mia);
    const [session] = await sessionsOf(sam);
    // Nobody but themselves or an admin.
    const other = await mia.invites('sales', 'Other');
    expect((await other.post('/sessions/end', { session: session!.id })).status).toBe(404);
    expect((await mia.post('/sessions/end', { session: session!.id })).status).toBe(200);
    await eventually(() => room.closed !== null && live.ended);
    expect(room.closed).toBe(closeCodes.signIn);
    expect((await sam.get('/session')).status).toBe(401);
    expect(miasFeed.ended).toBe(false);
    expect((await mia.post('/sessions/end', { session: session!.id })).status).toBe(404);
  });

  it.each(['suspend', 'role'] as const)(
    'of a member whose rights change (%s) are decided on afresh at once, all of them',
    async (how) => {
      const server = await startTestServer();
      const { mia, sam } = await team(server.url);
      await mia.does({ kind: 'create campaign', campaign: 'c', name: 'Spring' });
      const brief = await sam.room('c', 'brief');
      const copy = await sam.room('c', 'copy');
      const live = await feed(sam);
      await mia.does(
        how === 'suspend'
          ? { kind: 'suspend member', member: sam.id, suspended: true }
          : { kind: 'change role', member: sam.id, was: 'sales', role: 'viewer', admin: false },
      );
      await eventually(() => brief.closed !== null && copy.closed !== null);
      if (how === 'suspend') {
        await eventually(() => live.ended);
        expect([brief.closed, copy.closed]).toEqual([closeCodes.signIn, closeCodes.signIn]);
        expect((await sam.get('/feed')).status).toBe(401);
      } else {
        expect([brief.closed, copy.closed]).toEqual([closeCodes.comeBack, closeCodes.comeBack]);
        expect(live.ended).toBe(false);
        // The reader that comes back cannot write: the room keeps what it had.
        const reader = await sam.room('c', 'brief');
        write(reader, 'Not mine to write');
        await eventually(() => reader.closed === closeCodes.noRight);
        const mias = await mia.room('c', 'brief');
        expect(mias.doc.getText('objective').toJSON()).not.toContain('Not mine');
      }
    },
  );

  it('cannot be guessed at without end', async () => {
    const server = await startTestServer({ clock: () => Date.now() });
    const { mia } = await team(server.url);
    const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
      (await fetch(server.url + path, { headers })).status;
    const guess = (): Promise<number> =>
      status(`${mia.place}/session`, { authorization: `Bearer ${crypto.randomUUID()}` });
    const guesses: number[] = [];
    for (let each = 0; each < 80; each += 1) guesses.push(await guess());
    expect(guesses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(guesses.at(-1)).toBe(429);
    expect((await post(server.url, `${mia.place}/join`, { secret: 'x'.repeat(30), name: 'X' })).status).toBe(429);
    // Whoever is signed in is not held up by others at the same address.
    expect(await status(`${mia.place}/session`, mia.bearer)).toBe(200);
  });
});
