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
const rolledBack = async (): Promise<{ mia: Person; sam: Person; known: Head }> => {
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
  return { mia: at(third, people.mia), sam: at(third, people.sam), known: { number, head } };
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

  it('launches on the word that was taken back, which only the laptops can tell: what is shown is not what they know', async () => {
    const { mia, known } = await rolledBack();
    const version = await newest(mia, 'c');
    // The file itself is whole and signed: this is what a known head, on a laptop or with `verify --head`, is for.
    expect((await mia.try({ kind: 'launch', campaign: 'c', ...version, asked: [] })).status).toBe(200);
    const { body } = await mia.get(`/feed?after=${known.number - 1}`);
    expect(continueChain(known, body['rows'] as unknown[], false).kind).toBe('broken');
  });
});
