import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { NO_HASH } from '../../domain/event.ts';
import type { RunningServer } from '../../sync-server/server.ts';
import { continueChain, type Head } from '../../renderer/client/feed/chain.ts';
import { newest, signs, team, wholeCampaign } from '../integration/campaign.ts';
import { Person, dataFolder, endAll, startTestServer } from '../integration/team.ts';

afterEach(endAll);

const at = (server: RunningServer, { session }: Person): Person => new Person(server.url, session);
const fileOf = (data: string, { session }: Person): string => join(data, 'workspaces', `${session.workspace}.sqlite`);

/** A server put back to before a signature was withdrawn, which the laptops saw: `known` is the last row they have. */
const rolledBack = async (): Promise<{ mia: Person; sam: Person; lena: Person; known: Head }> => {
  const data = dataFolder();
  const server = await startTestServer({ data });
  const people = await team(server.url);
  await wholeCampaign(people, 'c');
  await signs(people.lena, 'c');
  await server.close();
  const file = fileOf(data, people.mia);
  copyFileSync(file, `${file}.kept`);
  const second = await startTestServer({ data });
  const withdraw = { kind: 'withdraw signature' as const, campaign: 'c', version: 1, reason: 'I misread the offer.' };
  await at(second, people.lena).does(withdraw);
  const { number, head } = (await at(second, people.sam).feed()).at(-1)!;
  await second.close();
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  renameSync(`${file}.kept`, file);
  const third = await startTestServer({ data });
  const { mia, sam, lena } = people;
  return { mia: at(third, mia), sam: at(third, sam), lena: at(third, lena), known: { number, head } };
};

describe('P75: a server that was put back behind what a laptop knows', () => {
  it('says so as long as it is behind', async () => {
    const { sam, known } = await rolledBack();
    const { status, body } = await sam.get(`/feed?after=${known.number}`);
    expect({ status, error: body['error'] }).toEqual({ status: 409, error: 'rolled back' });
    expect(body['says']).toMatch(/\.$/);
  });

  it('is found out when it has gone on to other things', async () => {
    const { mia, sam, known } = await rolledBack();
    for (const turn of [1, 2, 3]) await mia.does({ kind: 'create campaign', campaign: `d${turn}`, name: `D ${turn}` });
    const { status, body } = await sam.get(`/feed?after=${known.number}`);
    expect(status).toBe(200);
    const continued = continueChain(known, body['rows'] as unknown[], false);
    expect(continued.kind).toBe('broken');
    // Somebody who knows nothing yet is told one story that holds.
    const fresh = continueChain(
      { number: 0, head: NO_HASH },
      (await sam.get('/feed?after=0')).body['rows'] as unknown[],
      false,
    );
    expect(fresh.kind).toBe('continues');
  });

  it('is found out when it has come exactly as far again', async () => {
    const { mia, sam, known } = await rolledBack();
    await mia.does({ kind: 'create campaign', campaign: 'd', name: 'D' });
    expect((await mia.feed()).at(-1)!.number).toBe(known.number);
    const { status, body } = await sam.get(`/feed?after=${known.number}&head=${known.head}`);
    expect({ status, error: body['error'] }).toEqual({ status: 409, error: 'rolled back' });
    const live = await sam.get(`/feed/live?after=${known.number}&head=${known.head}`);
    expect(live.status).toBe(409);
  });

  it('launches nothing on the word that was taken back, for whoever knows of it, and takes every stop', async () => {
    for (const further of [0, 1, 4]) {
      const { mia, sam, lena, known } = await rolledBack();
      for (let turn = 0; turn < further; turn += 1)
        await mia.does({ kind: 'create campaign', campaign: `d${turn}`, name: `D ${turn}` });
      const version = await newest(mia, 'c');
      const seen = `?after=${known.number}&head=${known.head}`;
      const say = (by: Person, command: object) => by.post(`/commands${seen}`, { id: crypto.randomUUID(), ...command });
      const launch = { kind: 'launch', campaign: 'c', ...version, asked: [] };
      const when = { at: '2099-05-12T09:00', timeZone: 'Europe/London', graceMinutes: 15 };
      const before = (await mia.feed()).length;
      for (const [by, command] of [
        [mia, launch],
        [mia, { ...launch, ...when, kind: 'schedule launch' }],
        [mia, { kind: 'request review', campaign: 'c', digest: version.digest, note: null }],
        [lena, { kind: 'sign off', campaign: 'c', ...version, viewed: [], statement: 'Yes.' }],
        [lena, { kind: 'confirm sales lead', member: sam.id }],
        [mia, { kind: 'suspend member', member: sam.id, suspended: false }],
      ] as const) {
        const { status, body } = await say(by, command);
        expect({ status, error: body['error'] }).toEqual({ status: 409, error: 'rolled back' });
        expect(body['says']).toMatch(/\.$/);
      }
      expect(await mia.feed()).toHaveLength(before);
      // What waits in an outbox was said whatever came of the world, and what stops is never held up.
      expect((await say(sam, { kind: 'create campaign', campaign: 'e', name: 'E' })).status).toBe(200);
      const withdraw = { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'I still misread it.' };
      expect((await say(lena, withdraw)).status).toBe(200);
      expect((await say(mia, { kind: 'suspend member', member: sam.id, suspended: true })).status).toBe(200);
    }
  });

  it('launches nothing for an app that does not say what it knows, and tells it why', async () => {
    const { mia, lena } = await rolledBack();
    const version = await newest(mia, 'c');
    const say = (by: Person, command: object) => by.post('/commands', { id: crypto.randomUUID(), ...command });
    const launch = { kind: 'launch', campaign: 'c', ...version, asked: [] };
    for (const [by, command] of [
      [mia, launch],
      [lena, { kind: 'sign off', campaign: 'c', ...version, viewed: [], statement: 'Yes.' }],
    ] as const)
      expect(await say(by, command)).toMatchObject({
        status: 409,
        body: { error: 'update needed', says: expect.stringContaining('update the app') },
      });
    expect((await say(lena, { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'No.' })).status).toBe(
      200,
    );
  });

  it('is told what it is by whoever opens afresh: the file itself is whole, and only a known head tells', async () => {
    const { mia, known } = await rolledBack();
    const version = await newest(mia, 'c');
    expect((await mia.try({ kind: 'launch', campaign: 'c', ...version, asked: [] })).status).toBe(200);
    const { body } = await mia.get(`/feed?after=${known.number - 1}`);
    expect(continueChain(known, body['rows'] as unknown[], false).kind).toBe('broken');
  });
});
