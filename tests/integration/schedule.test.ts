import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import type { Event } from '../../domain/event.ts';
import { signs, stateOf, team, wholeCampaign, type Team } from './campaign.ts';
import { dataFolder, endAll, startTestServer, type Person } from './team.ts';

afterEach(endAll);

/** A server whose clock stands still until it is told, and a signed version to schedule. */
const scheduled = async (now: string, data = ':memory:') => {
  const clock = { now: Date.parse(now) };
  const options = { data, clock: () => clock.now };
  const server = await startTestServer(options);
  const people = await team(server.url);
  await wholeCampaign(people, 'c');
  const version = await signs(people.lena, 'c');
  const set = (at: string, timeZone: string, graceMinutes = 15) =>
    people.mia.try({ kind: 'schedule launch', campaign: 'c', ...version, at, timeZone, graceMinutes, asked: [] });
  return { server, options, clock, set, ...people };
};
/** What the server made of a schedule, once it has. The server's own timer looks at the clock again until it is time. */
const outcome = async (person: Person): Promise<Event> => {
  for (;;) {
    const found = (await person.feed()).find(
      ({ event }) => event.kind === 'launched' || event.kind === 'launch missed',
    );
    if (found) return found.event;
  }
};
const campaignOf = async ({ mia }: Pick<Team, 'mia'>) => (await stateOf(mia)).campaigns['c']!;

describe('a scheduled launch', () => {
  it.each([
    // Where, when on the wall there, and the instant.
    ['Europe/London', '2027-07-01T09:00', '2027-07-01T08:00:00.000Z'],
    ['Asia/Kolkata', '2027-07-01T13:30', '2027-07-01T08:00:00.000Z'],
    ['America/St_Johns', '2027-07-01T05:30', '2027-07-01T08:00:00.000Z'],
    // The hour that comes twice: the first of the two.
    ['Europe/London', '2027-10-31T01:30', '2027-10-31T00:30:00.000Z'],
  ])('in %s at %s happens at %s, and not a moment before', async (zone, at, instant) => {
    const before = new Date(Date.parse(instant) - 50).toISOString();
    const { server, set, clock, mia, sam } = await scheduled(before);
    expect((await set(at, zone)).status).toBe(200);
    expect((await campaignOf({ mia })).schedule).toMatchObject({ at, timeZone: zone, instant });
    const workspace = server.workspaces.get(mia.session.workspace)!;
    clock.now = Date.parse(instant) - 1;
    expect(workspace.runSchedules()).toBe(Date.parse(instant));
    expect((await campaignOf({ mia })).launches).toEqual([]);
    clock.now = Date.parse(instant);
    expect(await outcome(sam)).toMatchObject({ kind: 'launched', at: instant, actor: { server: 'schedule' } });
    expect(await campaignOf({ mia })).toMatchObject({ schedule: null, launches: [{ state: 'live' }] });
  });

  it('is refused for a time that the clocks skip, that is over, or in a zone that is none', async () => {
    const { set } = await scheduled('2027-03-01T12:00:00.000Z');
    const codes = async (at: string, zone: string) =>
      ((await set(at, zone)).body['reasons'] as { code: string }[]).map(({ code }) => code);
    expect(await codes('2027-03-28T01:30', 'Europe/London')).toEqual(['no such local time']);
    expect(await codes('2027-03-14T02:30', 'America/New_York')).toEqual(['no such local time']);
    expect(await codes('2027-03-01T12:00', 'UTC')).toEqual(['in the past']);
    expect(await codes('2027-04-01T12:00', 'Europe/Atlantis')).toEqual(['unknown time zone']);
    expect((await set('2027-03-28T02:00', 'Europe/London')).status).toBe(200);
  });

  it('happens once where somebody launches by hand at the same time', async () => {
    const { set, clock, mia } = await scheduled('2027-07-01T07:59:59.950Z');
    await set('2027-07-01T08:00', 'UTC');
    const { schedule } = await campaignOf({ mia });
    clock.now += 50;
    const by = await mia.try({ kind: 'launch', campaign: 'c', version: 1, digest: schedule!.digest, asked: [] });
    await outcome(mia);
    expect([200, 409]).toContain(by.status);
    expect((await mia.feed()).filter(({ event }) => event.kind.startsWith('launched'))).toHaveLength(1);
    expect((await campaignOf({ mia })).schedule).toBeNull();
  });

  it.each([
    ['within the grace happens late', 10, 'launched'],
    ['past the grace is missed', 16, 'launch missed'],
  ] as const)('that came due while the server was down, %s', async (_, minutes, kind) => {
    const { server, options, set, clock, mia } = await scheduled('2027-07-01T07:00:00.000Z', dataFolder());
    await set('2027-07-01T08:00', 'UTC', 15);
    await server.close();
    clock.now = Date.parse('2027-07-01T08:00:00.000Z') + minutes * 60_000;
    const { workspaces } = await startTestServer(options);
    const workspace = workspaces.get(mia.session.workspace)!;
    const made = workspace.store.record('c').map(({ event }) => event);
    expect(made.at(-1)).toMatchObject({ kind, at: new Date(clock.now).toISOString() });
    const { schedule, launches } = workspace.state().campaigns['c']!;
    if (kind === 'launched') expect({ schedule, live: launches.length }).toEqual({ schedule: null, live: 1 });
    else {
      expect({ missed: schedule?.missed, live: launches.length }).toEqual({ missed: true, live: 0 });
      // It stays missed whatever the clock says, until somebody sets it again.
      workspace.runSchedules();
      expect(workspace.store.record('c')).toHaveLength(made.length);
      const again = { kind: 'schedule launch' as const, campaign: 'c', version: 1, digest: schedule!.digest };
      const late = { at: '2027-07-01T09:00', timeZone: 'UTC', graceMinutes: 15, asked: [] };
      expect(workspace.run({ id: 'again', ...again, ...late }, mia.id).refused).toBe(false);
      clock.now = Date.parse('2027-07-01T09:00:00.000Z');
      workspace.runSchedules();
      expect(workspace.state().campaigns['c']?.launches).toHaveLength(1);
    }
  });

  it('that cannot be read off the disk keeps no other from its hour, and happens once it can', async () => {
    const data = dataFolder();
    const { server, set, clock, mia, ...people } = await scheduled('2027-07-01T07:00:00.000Z', data);
    await wholeCampaign({ mia, ...people }, 'd');
    const version = await signs(people.lena, 'd');
    const other = { at: '2027-07-01T08:10', timeZone: 'UTC', graceMinutes: 15, asked: [] };
    await set('2027-07-01T08:00', 'UTC', 60);
    await mia.does({ kind: 'schedule launch', campaign: 'd', ...version, ...other });
    const onDisk = (sql: string): void => {
      const db = new DatabaseSync(join(data, 'workspaces', `${mia.session.workspace}.sqlite`));
      db.exec(sql);
      db.close();
    };
    onDisk("UPDATE versions SET ids = '{' || ids WHERE campaign = 'c'");
    const workspace = server.workspaces.get(mia.session.workspace)!;
    const launches = (campaign: string): number => workspace.state().campaigns[campaign]!.launches.length;
    // The one that failed is asked again within a minute; the other's hour is still known.
    clock.now = Date.parse('2027-07-01T08:09:30.000Z');
    expect(workspace.runSchedules()).toBe(Date.parse('2027-07-01T08:10:00.000Z'));
    clock.now = Date.parse('2027-07-01T08:10:00.000Z');
    workspace.runSchedules();
    expect([launches('c'), launches('d')]).toEqual([0, 1]);
    onDisk("UPDATE versions SET ids = substr(ids, 2) WHERE campaign = 'c'");
    expect(workspace.runSchedules()).toBeNull();
    expect([launches('c'), launches('d')]).toEqual([1, 1]);
  });

  it('does not happen without its signature', async () => {
    const { set, clock, mia, lena, server } = await scheduled('2027-07-01T07:00:00.000Z');
    await set('2027-07-01T08:00', 'UTC');
    await lena.does({ kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'The offer changed' });
    expect((await campaignOf({ mia })).schedule).toBeNull();
    clock.now = Date.parse('2027-07-01T08:00:00.000Z');
    expect(server.workspaces.get(mia.session.workspace)!.runSchedules()).toBeNull();
    expect((await campaignOf({ mia })).launches).toEqual([]);
  });
});
