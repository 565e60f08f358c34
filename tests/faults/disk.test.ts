import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { Session } from '../../domain/wire/http.ts';
import { Laptop, objectiveOf, openedRoom, type } from '../integration/client-laptop.ts';
import { Person, dataFolder, endAll, eventually, post, startTestServer } from '../integration/team.ts';
import { Disk } from './disk.ts';
import { Official } from './official.ts';
import { Promises, loaded, onDisk } from './promises.ts';
import { chainFault, openFile } from './sound.ts';

afterEach(endAll);
const brief = roomName('spring', 'brief');

/** An app and two official clients in one text, on a disk that can be made to fail. */
const team = async () => {
  const disk = new Disk();
  const data = dataFolder();
  const server = await startTestServer({ data });
  const laptop = new Laptop(server);
  const promises = new Promises();
  laptop.line.watch = (socket) => promises.watch(socket);
  const window = laptop.window();
  const mia = await window.enter(window.door.found({ workspace: 'Kilnworks', name: 'Mia', role: 'marketing' }));
  await eventually(() => mia.online());
  await mia.send({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const invite = { kind: 'invite member', invite: 'sam', role: 'sales', admin: false, expires } as const;
  const invited = await mia.send(invite);
  if (invited.kind !== 'done' || !invited.secret) throw new Error('no invite');
  const { body } = await post(server.url, `/api/w/${mia.id}/join`, { secret: invited.secret, name: 'Sam' });
  const sam = new Person(server.url, Session.parse(body));
  const room = await openedRoom(mia, brief);
  const official = new Official(sam, 'spring', 'brief', promises);
  await eventually(() => room.status().connection === 'connected' && official.synced);
  const file = (): string =>
    join(
      data,
      'workspaces',
      readdirSync(join(data, 'workspaces')).find((name) => name.endsWith('.sqlite'))!,
    );
  return { disk, server, mia, sam, room, official, promises, file };
};
const long = 'notice '.repeat(700);

describe('a disk that', () => {
  it.each([
    ['is full', 'fill', 'disk is full'],
    ['fails', 'fail', 'cannot save'],
  ] as const)(
    '%s is said; words wait, nobody is told they are saved, and all goes on by itself',
    async (_, how, says) => {
      const { disk, server, mia, sam, room, official, promises, file } = await team();
      type(room, 'Before. ');
      await eventually(() => mia.sync().kind === 'on server' && objectiveOf(official) === 'Before. ');
      disk[how]();
      const promised = promises.count;
      type(room, `Hers. ${long}`);
      official.doc.getText('objective').insert(1, `His. ${long}`);
      await eventually(() => room.status().notice?.includes(says));
      // Several tries, all refused.
      const tries = disk.refusals;
      await eventually(() => disk.refusals >= tries + 2);
      expect(promises.count).toBe(promised);
      expect(room.status().unsent).toBe(1);
      expect(mia.sync().kind).not.toBe('on server');
      // Nobody hears of words that are on no disk, and who comes in meanwhile gets what is.
      expect(objectiveOf(official)).not.toContain('Hers.');
      expect(objectiveOf(room)).not.toContain('His.');
      const late = new Official(sam, 'spring', 'brief', promises);
      await eventually(() => late.synced);
      expect(objectiveOf(late)).toBe('Before. ');
      const refused = await sam.try({
        kind: 'log field note',
        note: 'n1',
        campaign: null,
        quote: long,
        who: 'Havbruk',
        channel: 'call',
        mayBeQuoted: false,
      });
      expect(refused.status).toBe(503);
      expect(String(refused.body['says'])).toContain('nothing was recorded');

      disk.mend();
      await eventually(() => mia.sync().kind === 'on server' && room.status().notice === null);
      const docs = [room, official, late];
      await eventually(() => new Set(docs.map(objectiveOf)).size === 1 && objectiveOf(late).includes('Hers.'));
      expect(objectiveOf(room)).toBe(`His. ${long}Before. Hers. ${long}`);
      expect(promises.count).toBeGreaterThan(promised);
      expect(promises.broken(onDisk(server, mia.id, brief))).toBe(0);
      await server.close();
      const { store, faults } = openFile(file());
      expect([faults, chainFault(store)]).toEqual([[], null]);
      expect(loaded(store, brief).getText('objective').toString().slice(1)).toBe(objectiveOf(room));
      expect(store.feed(0, 1_000).some(({ event }) => event.kind === 'field note logged')).toBe(false);
      store.close();
    },
  );

  it('another program has locked is said; words wait, other workspaces go on, and all goes on by itself', async () => {
    const { server, mia, sam, room, official, promises, file } = await team();
    type(room, 'Before. ');
    await eventually(() => mia.sync().kind === 'on server' && objectiveOf(official) === 'Before. ');
    const shell = new DatabaseSync(file());
    shell.exec('BEGIN IMMEDIATE');
    const promised = promises.count;
    type(room, 'Hers.');
    await eventually(() => room.status().notice?.includes('cannot save') === true);
    const refused = await sam.try({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' });
    expect(refused.status).toBe(503);
    expect(String(refused.body['says'])).toContain('nothing was recorded');
    const elsewhere = await Person.founds(server.url);
    await elsewhere.does({ kind: 'create campaign', campaign: 'quiet', name: 'Quiet' });
    const quiet = await elsewhere.room('quiet', 'brief', { acks: true });
    for (let word = 0; word < 5; word += 1) {
      const before = quiet.acknowledged;
      quiet.doc.getText('objective').insert(1, 'on ');
      await eventually(() => quiet.acknowledged > before);
    }
    expect(objectiveOf(official)).toBe('Before. ');
    expect(promises.count).toBe(promised);

    shell.exec('ROLLBACK');
    shell.close();
    await eventually(() => mia.sync().kind === 'on server' && objectiveOf(official) === 'Before. Hers.');
    expect(room.status().notice).toBeNull();
    await sam.does({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' });
    expect(promises.broken(onDisk(server, mia.id, brief))).toBe(0);
  });

  it('is slow shares each commit among all that came meanwhile', async () => {
    const { disk, server, mia, room, official, promises } = await team();
    disk.slow();
    const before = disk.commits;
    for (let word = 0; word < 60; word += 1) {
      type(room, `a${word} `);
      official.doc.getText('objective').insert(1, `b${word} `);
    }
    await eventually(() => room.status().unsent === 0 && objectiveOf(room) === objectiveOf(official));
    await eventually(
      () => onDisk(server, mia.id, brief).getText('objective').toString().slice(1) === objectiveOf(room),
    );
    expect(objectiveOf(room).trim().split(' ')).toHaveLength(120);
    expect(disk.commits - before).toBeLessThan(60);
    expect(promises.broken(onDisk(server, mia.id, brief))).toBe(0);
  });
});
