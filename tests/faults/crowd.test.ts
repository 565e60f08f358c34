import { afterEach, expect, it } from 'vitest';
import { Person, dataFolder, endAll, eventually, startTestServer } from '../integration/team.ts';
import { Official } from './official.ts';
import { Promises, onDisk } from './promises.ts';
import { roomName } from '../../domain/campaign/rooms.ts';

afterEach(endAll);

const PEOPLE = 10;
const WINDOWS = 20;

it('two hundred who come back at once after a restart are all let in, and every word is there once', async () => {
  const data = dataFolder();
  let server = await startTestServer({ data });
  const mia = await Person.founds(server.url);
  await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  const people = [mia];
  while (people.length < PEOPLE) people.push(await mia.invites('sales', `Sam ${people.length}`));
  const promises = new Promises();
  const all: Official[] = [];
  for (const person of people)
    for (let window = 0; window < WINDOWS; window += 1) all.push(new Official(person, 'spring', 'brief', promises));
  await eventually(() => all.every(({ synced }) => synced));
  await server.close();
  // Some write while nobody is there.
  const words: string[] = [];
  for (const [index, { doc }] of all.entries()) {
    if (index % 10 !== 0) continue;
    const text = doc.getText('objective');
    words.push(`word${index}.`);
    text.insert(text.length, `word${index}. `);
  }
  const length = 1 + words.reduce((sum, word) => sum + word.length + 1, 0);
  server = await startTestServer({ data, port: server.port });
  await eventually(() => all.every(({ synced, doc }) => synced && doc.getText('objective').length === length));
  const disk = onDisk(server, mia.session.workspace, roomName('spring', 'brief'));
  expect(promises.broken(disk)).toBe(0);
  const text = disk.getText('objective').toJSON().slice(1);
  expect(text.trim().split(' ').toSorted()).toEqual(words.toSorted());
});
