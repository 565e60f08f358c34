import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { readInvite } from '../../renderer/client/invite-link.ts';
import { makeDeviceLink } from '../../sync-server/operations/device-link.ts';
import { Person, dataFolder, endAll, post, startTestServer } from './team.ts';

afterEach(endAll);
const run = promisify(execFile);

/** The command as the operator runs it. */
const device = async (...args: string[]): Promise<{ code: number; said: string }> => {
  const script = join(import.meta.dirname, '../../sync-server/device.ts');
  try {
    const { stdout, stderr } = await run(process.execPath, [script, ...args]);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
};
const use = (url: string, workspace: string, secret: string) =>
  post(url, `/api/w/${workspace}/join-device`, { secret });

it('the operator lets in who lost every device, once, while the server runs, and the log says so', async () => {
  const data = dataFolder();
  const logged: { what: string; about: unknown }[] = [];
  const { url } = await startTestServer({ data, log: (what, about) => void logged.push({ what, about }) });
  const mia = await Person.founds(url);
  const sam = await mia.invites('sales', 'Sam');
  await sam.post('/leave', {});
  const { workspace } = mia.session;
  const { code, said } = await device(workspace, 'sam', '--data', data, '--address', 'https://team.example/');
  expect(said).toContain(`as Sam (${sam.id})`);
  expect(said).toMatch(/until \d{4}-\d\d-\d\dT[\d:.]+Z\./);
  expect(code).toBe(0);
  const link = readInvite(said.split('\n')[0]!)!;
  expect(link).toMatchObject({ kind: 'device', server: 'https://team.example', workspace });
  const { status, body } = await use(url, workspace, link.secret);
  expect(status).toBe(200);
  expect(body['member']).toMatchObject({ id: sam.id, name: 'Sam' });
  expect(logged).toContainEqual({
    what: 'a device came in by a link of the operator’s',
    about: { workspace, member: sam.id },
  });
  expect(JSON.stringify(logged)).not.toContain(link.secret);
  expect((await use(url, workspace, link.secret)).status).toBe(410);
  // The newest is the only one, and it ends.
  const older = makeDeviceLink(data, workspace, sam.id);
  const newer = makeDeviceLink(data, workspace, sam.id);
  expect((await use(url, workspace, older.secret)).status).toBe(410);
  expect((await use(url, workspace, newer.secret)).status).toBe(200);
  const late = makeDeviceLink(data, workspace, sam.id, () => Date.now() - 15 * 60_000);
  expect((await use(url, workspace, late.secret)).status).toBe(410);
  // The file is still the server's: it goes on writing.
  await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
});

it('the operator makes one with the server stopped, too, and it waits there', async () => {
  const data = dataFolder();
  const server = await startTestServer({ data });
  const mia = await Person.founds(server.url);
  const { workspace } = mia.session;
  await server.close();
  const { secret } = makeDeviceLink(data, workspace, mia.id);
  const { url } = await startTestServer({ data });
  expect((await use(url, workspace, secret)).body['member']).toMatchObject({ id: mia.id });
});

it('what cannot be is a sentence, and makes nothing', async () => {
  const data = dataFolder();
  const { url } = await startTestServer({ data });
  const mia = await Person.founds(url);
  const sam = await mia.invites('sales', 'Sam');
  await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  const gwen = await mia.guest('spring', '2099-01-01T00:00:00.000Z');
  await mia.does({ kind: 'suspend member', member: sam.id, suspended: true });
  const { workspace } = mia.session;
  const fails = (id: string, who: string, where = data): string => {
    try {
      makeDeviceLink(where, id, who);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('nothing was refused');
  };
  expect(fails(workspace, 'Sam')).toContain('Sam is suspended');
  expect(fails(workspace, gwen.id)).toMatch(/Nobody here is called .*\n {2}\S+ {2}Mia/);
  expect(fails('nobody', 'Mia')).toContain(`There is ${workspace}`);
  expect(fails('../lock', 'Mia')).toContain('There is no workspace');
  const none = join(data, 'mistyped');
  expect(fails(workspace, 'Mia', none)).toContain('is not a data folder');
  expect(existsSync(none)).toBe(false);
  mkdirSync(join(data, 'restoring-2027'));
  expect(fails(workspace, 'Mia')).toContain('A restore is at work');
  rmSync(join(data, 'restoring-2027'), { recursive: true });
  for (const args of [[], [workspace], [workspace, 'Mia', 'x'], [workspace, 'Mia', '--address', 'ftp://x']])
    expect(await device(...args, '--data', data)).toMatchObject({
      code: 1,
      said: expect.stringContaining('Write npm run device') as string,
    });
});
