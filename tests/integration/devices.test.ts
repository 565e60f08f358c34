import { afterEach, describe, expect, it } from 'vitest';
import { DeviceLink, DeviceSession, Session } from '../../domain/wire/http.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { team } from './campaign.ts';
import { Person, endAll, eventually, post, startTestServer, write } from './team.ts';

afterEach(endAll);

const offers = async (person: Person): Promise<string> =>
  DeviceLink.parse((await person.post('/devices', {})).body).secret;
const useLink = (person: Person, secret: string, headers: Record<string, string> = {}) =>
  post(person.url, `${person.place}/join-device`, { secret }, headers);
/** Another device of the same person: a session of its own. */
const device = async (
  person: Person,
  userAgent = 'Mozilla/5.0 (Android 16) Gecko/140.0 Firefox/140.0',
): Promise<Person> => {
  const { body } = await useLink(person, await offers(person), { 'user-agent': userAgent });
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
    const phone = await device(sam);
    expect(phone.id).toBe(sam.id);
    const both = await sessionsOf(phone);
    expect(both.map(({ member }) => member)).toEqual([sam.id, sam.id]);
    expect(both.find(({ current }) => current)).toMatchObject({ device: 'Firefox on Android' });
    expect(both.find(({ current }) => !current)).toMatchObject({ device: 'Unknown device' });
    const all = await sessionsOf(mia);
    expect(new Set(all.map(({ member }) => member)).size).toBe(3);
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

  it('come in by a link that works once, soon, and while the one that made it is signed in', async () => {
    const clock = { now: Date.parse('2027-05-11T12:00:00.000Z') };
    const server = await startTestServer({ clock: () => clock.now });
    const { mia, sam } = await team(server.url);
    const isOver = async (secret: string): Promise<void> =>
      expect(await useLink(sam, secret)).toMatchObject({ status: 410, body: { error: 'device link over' } });
    const used = await offers(sam);
    expect((await useLink(sam, used)).body['member']).toMatchObject({ id: sam.id });
    await isOver(used);
    const late = await offers(sam);
    clock.now += 15 * 60_000;
    await isOver(late);
    const replaced = await offers(sam);
    const newer = await offers(sam);
    await isOver(replaced);
    expect((await useLink(sam, newer)).status).toBe(200);
    await isOver('x'.repeat(43));
    // For oneself alone: nothing in the request names anybody.
    expect((await mia.post('/devices', { member: sam.id })).status).toBe(422);
    const phone = await device(sam);
    const lost = await offers(phone);
    await phone.post('/leave', {});
    await isOver(lost);
    const shown = await offers(sam);
    await mia.does({ kind: 'suspend member', member: sam.id, suspended: true });
    await isOver(shown);
    expect((await sam.post('/devices', {})).status).toBe(401);
    await mia.does({ kind: 'suspend member', member: sam.id, suspended: false });
    expect((await sam.get('/session')).status).toBe(200);
    await mia.does({ kind: 'create campaign', campaign: 'c', name: 'Spring' });
    const gwen = await mia.guest('c', '2099-01-01T00:00:00.000Z');
    expect((await gwen.post('/devices', {})).status).toBe(403);
  });

  it('are not given up where nobody could let their member back in', async () => {
    const server = await startTestServer();
    const { mia, sam, lena } = await team(server.url);
    const leaves = async (person: Person): Promise<number> => (await person.post('/leave', {})).status;
    for (const only of [mia, lena]) {
      expect(await only.post('/leave', {})).toMatchObject({ status: 409, body: { error: 'last device' } });
      expect((await only.get('/session')).status).toBe(200);
    }
    expect(await leaves(sam)).toBe(200);
    // Another device of one's own will do, and so will a colleague who is signed in; one who is not will not.
    const phone = await device(lena);
    expect(await leaves(lena)).toBe(200);
    expect(await leaves(phone)).toBe(409);
    const ash = await mia.invites('marketing', 'Ash');
    await mia.does({ kind: 'change role', member: ash.id, was: 'marketing', role: 'marketing', admin: true });
    expect(await leaves(mia)).toBe(200);
    expect(await leaves(ash)).toBe(409);
  });

  it('stay signed in for as long as they are used, and a browser keeps its cookie', async () => {
    const clock = { now: Date.parse('2027-05-11T12:00:00.000Z') };
    const server = await startTestServer({ clock: () => clock.now });
    const { mia, sam } = await team(server.url);
    const cookie = `cs-${sam.session.workspace}-me=${sam.session.token}`;
    const asks = (): Promise<Response> => fetch(`${server.url}${sam.place}/session`, { headers: { cookie } });
    clock.now += 3_600_000;
    expect((await asks()).headers.get('set-cookie')).toBeNull();
    for (let month = 0; month < 12; month += 1) {
      clock.now += 100 * 86_400_000;
      const answer = await asks();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toMatch(new RegExp(`^${cookie}; .*HttpOnly; .*Max-Age=15552000`));
    }
    // Written at most once a day.
    clock.now += 3_600_000;
    expect((await asks()).headers.get('set-cookie')).toBeNull();
    expect((await mia.get('/session')).status).toBe(401);
    clock.now += 180 * 86_400_000;
    expect((await asks()).status).toBe(401);
  });

  it('are out of their rooms, too, at the moment they end by age', async () => {
    const clock = { ahead: 0 };
    const server = await startTestServer({ clock: () => Date.now() + clock.ahead });
    const { mia, sam } = await team(server.url);
    await mia.does({ kind: 'create campaign', campaign: 'c', name: 'Spring' });
    const brief = await sam.room('c', 'brief');
    brief.provider.shouldReconnect = () => false;
    const hers = await mia.room('c', 'brief');
    const { store } = server.workspaces.get(mia.session.workspace)!;
    const { ends } = store.sessions(sam.id)[0]!;
    clock.ahead = 100 * 86_400_000;
    // Hers is used on the way, and lasts longer for it.
    expect((await mia.get('/session')).status).toBe(200);
    clock.ahead = Date.parse(ends) - Date.now() - 500;
    expect(brief.closed).toBeNull();
    // Somebody who comes has the server look at the clock now instead of within a minute.
    await mia.invites('viewer', 'Vera');
    await eventually(() => brief.closed !== null);
    expect(brief.closed).toBe(closeCodes.signIn);
    expect(hers.closed).toBeNull();
  });

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
