import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { Fault } from '../../sync-server/fault.ts';
import { backUp, checkBackup } from '../../sync-server/operations/back-up.ts';
import { checkWorkspace } from '../../sync-server/operations/check-workspace.ts';
import { restore } from '../../sync-server/operations/restore.ts';
import { sampleWorkspace } from '../../sync-server/sample/seed.ts';
import { newSecret, secretHash } from '../../sync-server/secret.ts';
import { openDataFolder } from '../../sync-server/store/data-folder.ts';
import { Person, dataFolder, endAll, eventually, objective, post, startTestServer, write } from './team.ts';

afterEach(endAll);
const run = promisify(execFile);
const brief = roomName('spring', 'brief');
const silent = (): void => undefined;

/** A command as the operator runs it, with its exit code. */
const operate = async (name: 'backup' | 'restore', data: string, ...rest: (string | Record<string, string>)[]) => {
  const args = rest.filter((each) => typeof each === 'string');
  const more = Object.assign({}, ...rest.filter((each) => typeof each !== 'string')) as Record<string, string>;
  const script = join(import.meta.dirname, `../../sync-server/${name}.ts`);
  const env = { ...process.env, COUNTERSIGN_DATA: data, ...more };
  try {
    const { stdout, stderr } = await run(process.execPath, [script, ...args], { env });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
};
const faultFrom = (work: () => unknown): Fault => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};
const founded = async (data: string) => {
  const server = await startTestServer({ data });
  const mia = await Person.founds(server.url);
  await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  return { server, mia };
};

describe('a backup', () => {
  it('taken while people write has what was acknowledged before it, whole, and only its owner can read it', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    const open = await mia.room('spring', 'brief', { acks: true });
    let words = 0;
    const writing = setInterval(() => write(open, `w${words++} `), 2);
    await eventually(() => open.acknowledged > 20);
    const before = open.acknowledged - 1;
    const file = join(dataFolder(), 'b.tar');
    const { code, said } = await operate('backup', data, '--to', file);
    clearInterval(writing);
    expect(said).toContain('1 workspace, written and read back');
    expect(code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['b.tar']);
    await eventually(() => open.acknowledged === words + 1);
    await server.close();

    const elsewhere = dataFolder();
    restore(elsewhere, file, null, silent);
    const restored = await startTestServer({ data: elsewhere });
    const again = new Person(restored.url, mia.session);
    const text = objective(await again.room('spring', 'brief'));
    expect(text.split(' ').length - 1).toBeGreaterThanOrEqual(before);
    // A moment of it: from the first word on, without a gap.
    expect(text).toBe(Array.from({ length: text.split(' ').length - 1 }, (_, index) => `w${index} `).join(''));
  });

  it('is refused where a file stands already, and where there is no data', async () => {
    const data = dataFolder();
    await founded(data);
    const file = join(dataFolder(), 'b.tar');
    writeFileSync(file, 'mine');
    expect(faultFrom(() => backUp(data, file, silent)).message).toContain('is there already');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await operate('backup', dataFolder(), '--to', `${file}2`)).said).toContain('is not a data folder');
  });

  it('after a crash leaves what it left, so that the next start looks at it', async () => {
    const running = dataFolder();
    const { mia } = await founded(running);
    const file = `${mia.session.workspace}.sqlite`;
    const data = dataFolder();
    mkdirSync(join(data, 'workspaces'), { recursive: true });
    for (const end of ['', '-wal'])
      copyFileSync(join(running, 'workspaces', file + end), join(data, 'workspaces', file + end));
    const log = join(data, 'workspaces', `${file}-wal`);
    const left = readFileSync(log);
    expect(left.length).toBeGreaterThan(0);
    const to = join(dataFolder(), 'a.tar');
    expect(backUp(data, to, silent).workspaces[0]!.events).toBeGreaterThan(1);
    expect(readFileSync(log)).toEqual(left);
    const { kept } = restore(data, to, null, silent);
    expect(readFileSync(join(kept!, `${file}-wal`))).toEqual(left);
  });

  it('of a file that was closed in order leaves nothing beside it', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    await server.close();
    backUp(data, join(dataFolder(), 'a.tar'), silent);
    expect(readdirSync(join(data, 'workspaces'))).toEqual([`${mia.session.workspace}.sqlite`]);
  });

  it('into a folder drops the oldest of its kind, once the new one is whole', async () => {
    const data = dataFolder();
    await founded(data);
    const folder = dataFolder();
    const names = ['countersign-2025-01-01T00-00-00.tar', 'countersign-2025-01-02T00-00-00.tar', 'mine.tar'];
    for (const name of names) writeFileSync(join(folder, name), '');
    // Left behind by one that was killed, and by one that may be at work.
    for (const [name, at] of [
      ['countersign-2025-01-01T00-00-00.tar.copy', 1],
      ['countersign-2026-01-01T00-00-00.tar.part', Date.now() / 1_000],
    ] as const) {
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), at, at);
    }
    const { code, said } = await operate('backup', data, '--into', folder, '--keep', '2');
    expect(code).toBe(0);
    expect(said).toContain(`${names[0]} deleted`);
    expect(readdirSync(folder)).toEqual([
      names[1],
      'countersign-2026-01-01T00-00-00.tar.part',
      expect.stringMatching(/^countersign-2\d{3}-.*\.tar$/),
      'mine.tar',
    ]);
    for (const wrong of [
      ['--keep', '2'],
      ['--into', folder, '--keep', '0'],
      ['--into', folder, '--to', 'x'],
      ['--what'],
    ])
      expect(await operate('backup', data, ...wrong)).toMatchObject({
        code: 1,
        said: expect.stringContaining('Write npm run backup') as string,
      });
  });

  it('and a restore answer a slip with a sentence', async () => {
    const data = dataFolder();
    const { server } = await founded(data);
    await server.close();
    for (const [command, args, says] of [
      ['backup', ['--to', join(data, 'none', 'a.tar')], `${join(data, 'none', 'a.tar')}, or the folder`],
      ['restore', [join(data, 'none.tar')], `${join(data, 'none.tar')}, or the folder`],
      ['restore', [join(data, 'none.tar'), '--workspaces', 'x'], 'Write npm run restore'],
      ['restore', [], 'Write npm run restore'],
    ] as const) {
      const { code, said } = await operate(command, data, ...args);
      expect(said).toContain(says);
      expect(said).not.toMatch(/^\s+at /m);
      expect(code).toBe(1);
    }
  });

  it('leaves a workspace out whose record was changed, says so, and keeps the others', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    const sam = await Person.founds(server.url);
    await server.close();
    const db = new DatabaseSync(join(data, 'workspaces', `${mia.session.workspace}.sqlite`));
    db.exec(`UPDATE events SET event = replace(event, 'Spring', 'Sprint') WHERE number = 3`);
    db.close();
    const file = join(dataFolder(), 'b.tar');
    const { code, said } = await operate('backup', data, '--to', file);
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`${mia.session.workspace} is left out. .*event 3`));
    expect(checkBackup(file).workspaces.map(({ id }) => id)).toEqual([sam.session.workspace]);
  });

  it('is not taken for one where a byte changed, its end is missing, or it is something else', async () => {
    const data = dataFolder();
    const { server } = await founded(data);
    await server.close();
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    const good = readFileSync(file);
    const changed = Buffer.from(good);
    changed[5_000]! ^= 1;
    for (const bytes of [
      changed,
      good.subarray(0, good.length - 2_048),
      good.subarray(0, 700),
      Buffer.from('no tar'),
    ]) {
      writeFileSync(file, bytes);
      const before = readdirSync(data);
      expect(faultFrom(() => restore(data, file, null, silent)).code).toBe('bad backup');
      expect(readdirSync(data)).toEqual(before);
    }
  });
});

describe('a restore', () => {
  it('is refused while a server runs', async () => {
    const data = dataFolder();
    const { mia } = await founded(data);
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    const { code, said } = await operate('restore', data, file);
    expect(code).toBe(1);
    expect(said).toContain('in use by another Countersign server. End that one first');
    expect((await mia.get('/session')).status).toBe(200);
  });

  it('raises all epochs, names the head it went back to, and keeps what stood there', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    const hers = await mia.room('spring', 'brief', { acks: true });
    write(hers, 'Kept. ');
    await eventually(() => hers.acknowledged === 2);
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    const { head } = (await mia.feed()).at(-1)!;
    await mia.does({ kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Late spring' });
    await server.close();
    const { code, said } = await operate('restore', data, file);
    expect(code).toBe(0);
    const kept = /in (\S+before-restore-\S+);/.exec(said)![1]!;
    expect(readdirSync(kept)).toEqual([`${mia.session.workspace}.sqlite`]);

    const again = await startTestServer({ data });
    const [workspace] = again.workspaces.open;
    expect(workspace!.state().campaigns['spring']?.name).toBe('Spring');
    const last = (await new Person(again.url, mia.session).feed()).at(-1)!;
    expect(last.event).toMatchObject({ kind: 'restored', data: { head }, actor: { server: 'restore' } });
    const epochs = workspace!.store.rooms().map(({ epoch }) => epoch);
    expect(Math.min(...epochs)).toBeGreaterThan(1);
    // The same people wrote the same words: their ids are theirs in the new epoch, too.
    const open = await new Person(again.url, mia.session).room('spring', 'brief', { acks: true });
    expect(objective(open)).toBe('Kept. ');
    expect(workspace!.store.writersSince(brief, epochs[0]!, 0)).toEqual([mia.id]);
  });

  it('twice from one backup gives another epoch each time, also where the data is gone', async () => {
    const data = dataFolder();
    const { server } = await founded(data);
    await server.close();
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    const epochOf = async (folder: string, at: number): Promise<number> => {
      restore(folder, file, null, silent, () => at);
      const started = await startTestServer({ data: folder });
      const epoch = started.workspaces.open[0]!.store.room(brief)!.epoch;
      await started.close();
      return epoch;
    };
    const now = Date.now();
    const first = await epochOf(data, now);
    // The clock stands still: the data that is replaced says what was given out.
    const second = await epochOf(data, now);
    const elsewhere = await epochOf(dataFolder(), now + 5_000);
    expect(second).toBeGreaterThan(first);
    expect(elsewhere).toBeGreaterThan(second);
  });

  it('keeps people signed in who are members there, also on devices that came since', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    const sam = await mia.invites('sales', 'Sam');
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    const vera = await mia.invites('viewer', 'Vera');
    const [workspace] = server.workspaces.open;
    const token = newSecret();
    const [first] = workspace!.store.sessions(sam.id);
    workspace!.store.saveSession({ ...first!, hash: secretHash(token) });
    await server.close();
    restore(data, file, null, silent);
    const again = await startTestServer({ data });
    const asks = async (bearer: string): Promise<number> =>
      (await fetch(`${again.url}${sam.place}/session`, { headers: { authorization: `Bearer ${bearer}` } })).status;
    expect(await Promise.all([sam.session.token!, token, vera.session.token!].map(asks))).toEqual([200, 200, 401]);
  });

  it('keeps ended what was ended since: sessions, and every launch by the clock', async () => {
    const data = dataFolder();
    const server = await startTestServer({ data, sample: sampleWorkspace() });
    const { body } = await post(server.url, '/api/sample/mia', {});
    const bearer = { authorization: `Bearer ${String(body['token'])}` };
    const sample = server.workspaces.open[0]!;
    expect(Object.values(sample.state().campaigns).some(({ schedule }) => schedule !== null)).toBe(true);
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    await post(server.url, '/api/w/sample/leave', {}, bearer);
    await server.close();
    restore(data, file, null, silent);
    const again = await startTestServer({ data, sample: sampleWorkspace() });
    const session = await fetch(`${again.url}/api/w/sample/session`, { headers: bearer });
    expect(session.status).toBe(401);
    const { campaigns } = again.workspaces.open[0]!.state();
    expect(Object.values(campaigns).filter(({ schedule }) => schedule !== null && !schedule.missed)).toEqual([]);
  });

  it('lets back in who was suspended, on the devices they had, and opens no link from before it', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    const sam = await mia.invites('sales', 'Sam');
    const expires = '2099-01-01T00:00:00.000Z';
    const open = await mia.does({
      kind: 'invite member',
      invite: crypto.randomUUID(),
      role: 'sales-lead',
      admin: false,
      expires,
    });
    const guests = await mia.does({ kind: 'invite guest', invite: crypto.randomUUID(), campaign: 'spring', expires });
    const device = String((await mia.post('/devices', {})).body['secret']);
    await mia.does({ kind: 'suspend member', member: sam.id, suspended: true });
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    await server.close();
    restore(data, file, null, silent);
    const { url } = await startTestServer({ data });
    const [admin, back] = [new Person(url, mia.session), new Person(url, sam.session)];
    expect((await back.get('/session')).status).toBe(401);
    await admin.does({ kind: 'suspend member', member: sam.id, suspended: false });
    expect((await back.get('/session')).status).toBe(200);
    for (const { secret } of [open, guests])
      expect((await post(url, `${mia.place}/join`, { secret, name: 'Vera' })).status).toBe(403);
    expect((await post(url, `${mia.place}/join-device`, { secret: device })).status).toBe(410);
    // Their admin asks again, and the new ones open.
    expect((await admin.invites('viewer', 'Vera')).session.member.name).toBe('Vera');
  });

  it('of one workspace leaves the others as they are', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    const sam = await Person.founds(server.url);
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    await sam.does({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' });
    await server.close();
    restore(data, file, mia.session.workspace, silent);
    expect(faultFrom(() => restore(data, file, 'nobody', silent)).message).toContain('holds no workspace nobody');
    const again = await startTestServer({ data });
    expect(again.workspaces.get(sam.session.workspace)!.state().campaigns['autumn']).toBeDefined();
    expect((await new Person(again.url, mia.session).feed()).at(-1)!.event.kind).toBe('restored');
  });

  it('that is killed at any step leaves the one state or the other, whole, and everything of the old one', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    const file = join(dataFolder(), 'b.tar');
    backUp(data, file, silent);
    await mia.does({ kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Late spring' });
    await server.close();
    const NODE_OPTIONS = `--import=${join(import.meta.dirname, 'killed-at.ts')}`;
    const seen = new Set<string>();
    let killed = true;
    for (let step = 1; killed; step += 1) {
      const folder = dataFolder();
      cpSync(data, folder, { recursive: true });
      killed = (await operate('restore', folder, file, { NODE_OPTIONS, KILLED_AT: String(step) })).code !== 0;
      const again = await startTestServer({ data: folder });
      const { name } = again.workspaces.open[0]!.state().campaigns['spring']!;
      seen.add(name);
      const left = readdirSync(folder).filter((each) => !each.startsWith('before-restore-'));
      expect(left.sort()).toEqual(['lock.sqlite', 'workspaces']);
      const kept = readdirSync(folder).filter((each) => each.startsWith('before-restore-'));
      expect(kept).toHaveLength(name === 'Spring' ? 1 : 0);
      await again.close();
      if (kept[0]) {
        const old = join(folder, kept[0], `${mia.session.workspace}.sqlite`);
        expect(checkWorkspace(old, mia.session.workspace).events).toBe(4);
      }
    }
    expect([...seen]).toEqual(['Late spring', 'Spring']);
  });

  it('that was cut off after it was made ready is finished by the next start', async () => {
    const data = dataFolder();
    const { server, mia } = await founded(data);
    await server.close();
    const name = `${mia.session.workspace}.sqlite`;
    mkdirSync(join(data, 'restored-2026-11-25'));
    copyFileSync(join(data, 'workspaces', name), join(data, 'restored-2026-11-25', name));
    // A log that belongs to the file that is replaced must not be replayed into the new one.
    writeFileSync(join(data, 'workspaces', `${name}-wal`), 'old');
    openDataFolder(data).close();
    expect(readdirSync(join(data, 'workspaces'))).toEqual([name]);
    expect(readdirSync(join(data, 'before-restore-2026-11-25')).sort()).toEqual([name, `${name}-wal`]);
    expect(readdirSync(data).filter((each) => each.startsWith('restored'))).toEqual([]);
  });
});
