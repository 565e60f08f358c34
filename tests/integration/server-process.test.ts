import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { rawConnection } from '../attacks/frames-raw.ts';
import { ChildServer, main } from './child-server.ts';
import { Person, atEnd, dataFolder, endAll, eventually, objective, startTestServer, write } from './team.ts';

afterEach(endAll);

/** Whether this system lets a process have disks of its own. */
const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

describe('a start that cannot be', () => {
  /** Starts it, and gives what it said when it ended. */
  const refused = async (env: Record<string, string>): Promise<string> => {
    const server = new ChildServer(env);
    expect(await server.ended).toBe(1);
    expect(server.said).not.toContain('at file:');
    return server.said;
  };

  it('on a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    atEnd(() => taken.close());
    await eventually(() => taken.listening);
    const { port } = taken.address() as AddressInfo;
    const data = dataFolder();
    expect(await refused({ COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: String(port) })).toBe(
      `Port ${port} is in use by another program. End that one, or set COUNTERSIGN_PORT to another port.\n`,
    );
    // The folder is free again.
    await new ChildServer({ COUNTERSIGN_DATA: data }).url();
  });

  it('in a data folder that another process uses', async () => {
    const data = dataFolder();
    await new ChildServer({ COUNTERSIGN_DATA: data }).url();
    expect(await refused({ COUNTERSIGN_DATA: data })).toContain(
      'in use by another Countersign server. End that one first',
    );
  });

  it('where a file stands in place of the data folder', async () => {
    const data = join(dataFolder(), 'file');
    writeFileSync(data, 'mine');
    expect(await refused({ COUNTERSIGN_DATA: data })).toContain('is not a folder. Move that file away');
  });

  it('whose parent is a file', async () => {
    const file = join(dataFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(await refused({ COUNTERSIGN_DATA: join(file, 'new') })).toContain('is not a folder. Move that file away');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('in a folder of somebody else', async () => {
    const data = join(dataFolder(), 'new');
    chmodSync(dirname(data), 0o500);
    expect(await refused({ COUNTERSIGN_DATA: data })).toBe(
      `${data} cannot be written. Give the account that runs the server the right to write there, or set COUNTERSIGN_DATA to another folder.\n`,
    );
  });

  it.skipIf(!mayMount).each(['new', 'there', 'used'])(
    'on a disk that can only be read: a folder that is %s',
    (name) => {
      const disk = dataFolder();
      const script = `mount -t tmpfs none "$DISK" && mkdir -p "$DISK/there" "$DISK/used/workspaces" && mount -o remount,ro "$DISK" && exec "$NODE" "$MAIN"`;
      const data = join(disk, name);
      const { status, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script], {
        env: {
          ...process.env,
          DISK: disk,
          NODE: process.execPath,
          MAIN: main,
          COUNTERSIGN_DATA: data,
          COUNTERSIGN_PORT: '0',
        },
        encoding: 'utf8',
      });
      expect(stderr).toBe(
        `The disk that holds ${data} can only be read. Mount it so that it can be written, or set COUNTERSIGN_DATA to another folder.\n`,
      );
      expect(status).toBe(1);
    },
  );

  it('in a data folder of a newer version, which it leaves as it is', async () => {
    const data = dataFolder();
    const first = new ChildServer({ COUNTERSIGN_DATA: data });
    await Person.founds(await first.url());
    await first.end('SIGTERM');
    const [name] = readdirSync(join(data, 'workspaces'));
    const db = new DatabaseSync(join(data, 'workspaces', name!));
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(await refused({ COUNTERSIGN_DATA: data })).toContain('written by a newer Countersign. Update this server');
    expect(readdirSync(join(data, 'workspaces'))).toContain(name);
  });

  it('on an address that others reach in the clear', async () => {
    expect(await refused({ COUNTERSIGN_DATA: dataFolder(), COUNTERSIGN_HOST: '0.0.0.0' })).toContain('speaks no TLS');
  });
});

describe('the end', () => {
  it('of a server told to stop saves, closes and leaves nothing behind', async () => {
    const data = dataFolder();
    const server = new ChildServer({ COUNTERSIGN_DATA: data });
    const mia = await Person.founds(await server.url());
    await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const open = await mia.room('spring', 'brief', { acks: true });
    open.provider.shouldReconnect = () => false;
    write(open, 'the last word');
    await eventually(() => open.acknowledged === 2);
    expect(await server.end('SIGTERM')).toBe(0);
    await eventually(() => open.closed !== null);
    expect(open.closed).toBe(4503);
    expect(readdirSync(join(data, 'workspaces')).filter((name) => !name.endsWith('.sqlite'))).toEqual([]);
  });

  /** A server whose disk is full, with a word of Mia's that it has and cannot save. `mistake`: it makes one at SIGUSR2 or SIGWINCH. */
  const withUnsaved = async ({ mistake = false } = {}) => {
    const [full, data] = [join(dataFolder(), 'full'), dataFolder()];
    const server = new ChildServer({
      COUNTERSIGN_DATA: data,
      NODE_OPTIONS: ['full-disk.ts', ...(mistake ? ['mistake.ts'] : [])]
        .map((name) => `--import=${join(import.meta.dirname, name)}`)
        .join(' '),
      FULL_DISK: full,
    });
    const mia = await Person.founds(await server.url());
    await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const open = await mia.room('spring', 'brief', { acks: true });
    open.provider.shouldReconnect = () => false;
    write(open, 'saved ');
    await eventually(() => open.acknowledged === 2);
    writeFileSync(full, '');
    write(open, 'Zanzibar');
    await eventually(() => server.said.includes('could not be saved'));
    /** Its log, line by line. */
    const log = (): unknown[] =>
      server.said
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as unknown);
    return { server, data, mia, open, log, workspace: mia.session.workspace };
  };

  it('with a disk that takes nothing names what is unsaved, tells whoever is there to come back, and fails', async () => {
    const { server, open, log, workspace } = await withUnsaved();
    expect(await server.end('SIGTERM')).toBe(1);
    await eventually(() => open.closed !== null);
    expect(open.closed).toBe(4503);
    expect(open.acknowledged).toBe(2);
    expect(log()).toContainEqual(
      expect.objectContaining({ level: 'error', workspace, room: 'campaign/spring/brief', updates: 1 }),
    );
    expect(log().at(-1)).toMatchObject({ what: 'ended', unsaved: 1 });
    expect(server.said).not.toContain('Zanzibar');
  });

  it.skipIf(process.platform === 'win32').each(['SIGUSR2', 'SIGWINCH'] as const)(
    'by an error that nobody caught (%s) names it and what is unsaved, in lines without anybody’s words, and fails',
    async (signal) => {
      const { server, data, mia, log, workspace } = await withUnsaved({ mistake: true });
      expect(await server.end(signal)).toBe(1);
      expect(log().slice(-3)).toEqual([
        expect.objectContaining({ level: 'error', what: 'the server made a mistake and ends at once', error: 'Error' }),
        expect.objectContaining({ level: 'error', workspace, room: 'campaign/spring/brief', updates: 1 }),
        expect.objectContaining({ what: 'ended', unsaved: 1 }),
      ]);
      expect(server.said).not.toContain('Zanzibar');
      // What was acknowledged is there.
      const again = new ChildServer({ COUNTERSIGN_DATA: data });
      expect(objective(await new Person(await again.url(), mia.session).room('spring', 'brief'))).toBe('saved ');
    },
  );

  it('tells whoever is still asking that it stops, not that there is no such workspace', async () => {
    const server = await startTestServer();
    const mia = await Person.founds(server.url);
    const body = JSON.stringify({ id: 'late', kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const raw = rawConnection(server.url);
    const head = [
      `POST ${mia.place}/commands HTTP/1.1`,
      `Host: ${new URL(server.url).host}`,
      `Origin: ${server.url}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      `Authorization: Bearer ${mia.session.token}`,
    ];
    raw.socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
    // It has the first of them before it is told to stop.
    await eventually(() => raw.socket.bytesWritten > 0 && raw.socket.writableLength === 0);
    await fetch(`${server.url}/health`);
    const closed = server.close();
    await eventually(() => server.workspaces.open.length === 0);
    raw.socket.write(body.slice(5));
    await eventually(() => raw.heard().includes('}'));
    const answer = raw.heard().toString('utf8');
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(answer).toContain('"error":"stopping"');
    expect(await closed).toEqual([]);
  });

  it('waits for a disk that takes it again', async () => {
    const full = join(dataFolder(), 'full');
    const data = dataFolder();
    const server = new ChildServer({
      COUNTERSIGN_DATA: data,
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'full-disk.ts')}`,
      FULL_DISK: full,
    });
    const mia = await Person.founds(await server.url());
    await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const open = await mia.room('spring', 'brief', { acks: true });
    open.provider.shouldReconnect = () => false;
    await eventually(() => open.acknowledged === 1);
    writeFileSync(full, '');
    write(open, 'The last word. ');
    await eventually(() => server.said.includes('could not be saved'));
    const ended = server.end('SIGTERM');
    await eventually(() => server.said.includes('saving and ending'));
    rmSync(full);
    expect(await ended).toBe(0);
    const again = new ChildServer({ COUNTERSIGN_DATA: data });
    const after = await new Person(await again.url(), mia.session).room('spring', 'brief');
    expect(objective(after)).toBe('The last word. ');
  });

  it('by SIGKILL, ten times while two type, loses nothing that was acknowledged', async () => {
    const data = dataFolder();
    let server = new ChildServer({ COUNTERSIGN_DATA: data });
    let mia = await Person.founds(await server.url());
    await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const kept: string[] = [];
    for (let round = 0; round < 10; round++) {
      const open = await mia.room('spring', 'brief', { acks: true });
      open.provider.shouldReconnect = () => false;
      await eventually(() => open.acknowledged === 1);
      const words = Array.from({ length: 40 }, (_, index) => `w${round}.${index} `);
      for (const word of words) {
        write(open, word);
        // Lets the socket send each as its own update.
        await new Promise((resolve) => setImmediate(resolve));
      }
      await eventually(() => open.acknowledged > round * 3);
      await server.end('SIGKILL');
      kept.push(...words.slice(0, open.acknowledged - 1));
      open.provider.destroy();
      server = new ChildServer({ COUNTERSIGN_DATA: data });
      mia = new Person(await server.url(), mia.session);
      const after = objective(await mia.room('spring', 'brief'));
      for (const word of kept) expect(after).toContain(word);
    }
    expect(kept.length).toBeGreaterThan(30);
  });
});
