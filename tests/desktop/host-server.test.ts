import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { answers, asked } from './native.ts';
import { ShellApp } from './shell-app.ts';

type Answer = { starts: number; pid: number; origins: string; settings: string[] };
const shell = new ShellApp(null);
let url = '';
const start = () => shell.start([], { COUNTERSIGN_FOUNDING: 'off', COUNTERSIGN_ORIGINS: 'https://elsewhere.example' });
beforeAll(start);
afterAll(() => shell.end());

const servers = () => shell.page.evaluate(() => window.desktop?.servers()).catch(() => undefined);
const hosted = async () => (await servers())?.find((each) => each.hosted);
const kept = () =>
  JSON.parse(readFileSync(join(shell.profile, 'server/starts.json'), 'utf8')) as { starts: number; saved: boolean };
const ask = () =>
  shell.page.evaluate(
    (server) =>
      window.desktop
        ?.request({ server, workspace: null, method: 'GET', path: '/api/server', body: undefined })
        .then(({ body }) => body)
        .catch(() => null),
    url,
  ) as Promise<Answer | null>;
const isThere = () => eventually('the server', async () => (await ask()) !== null);
/** Bounds of many seconds are over at once: what is tested is that there is one. */
const hurries = () =>
  shell.app.evaluate(() => {
    const wait = globalThis.setTimeout;
    Object.assign(globalThis, {
      unhurried: wait,
      setTimeout: (work: () => void, ms: number, ...rest: unknown[]) => wait(work, ms >= 5_000 ? 400 : ms, ...rest),
    });
  });
/** The same, over only when the test says so: what must be there before it may take its time. */
const holdsBounds = () =>
  shell.app.evaluate(() => {
    const wait = globalThis.setTimeout;
    const held: (() => void)[] = [];
    Object.assign(globalThis, {
      held,
      unhurried: wait,
      setTimeout: (work: () => void, ms: number, ...rest: unknown[]) => {
        if (ms >= 5_000) held.push(work);
        return wait(work, ms, ...rest);
      },
    });
  });
const boundsAreOver = () =>
  shell.app.evaluate(() => {
    for (const work of (globalThis as unknown as { held: (() => void)[] }).held.splice(0)) work();
  });
/** A server that means well has all its time, also on a busy machine. */
const takesItsTime = () =>
  shell.app.evaluate(() => {
    const { unhurried } = globalThis as unknown as { unhurried: typeof setTimeout };
    Object.assign(globalThis, { setTimeout: unhurried });
  });
const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return process.platform === 'linux' && readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
};

it('someone who has no server hosts one', async () => {
  expect(await servers()).toEqual([]);
  await shell.page.evaluate(() => void window.desktop?.hostServer());
  await eventually('the hosted server in the list', async () => (await hosted()) !== undefined);
  await shell.isReady();
  url = (await hosted())?.url ?? '';
  // Below the ports that systems lend to whoever asks, so that it is still free at the next start.
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:2\d{4}$/);
  const answer = await ask();
  expect(answer).toMatchObject({ starts: 1, origins: 'app://countersign' });
  // Settings of a server that somebody runs beside the app are not this one's.
  expect(answer?.settings).not.toContain('COUNTERSIGN_FOUNDING');
});

it('saves before the app is gone, and starts with it again at the same address', async () => {
  await shell.app.quit();
  expect(kept()).toEqual({ starts: 1, saved: true });
  await start();
  expect(await servers()).toEqual([{ url, hosted: true, joinAt: null, fingerprint: null, trouble: null }]);
  await isThere();
  expect(await ask()).toMatchObject({ starts: 2 });
});

it('starts again when it dies by itself, and the app goes on meanwhile', async () => {
  const { pid, starts } = (await ask())!;
  process.kill(pid, 'SIGKILL');
  await eventually('the server again', async () => (await ask())?.starts === starts + 1);
  expect(await servers()).toHaveLength(1);
});

it('a kill of the app leaves no server behind that would hold its place', async () => {
  await shell.app.kill();
  await start();
  await isThere();
  expect(kept().starts).toBe(4);
});

describe('where another program has its port', () => {
  let other: Server | null = null;
  afterAll(() => other?.close());

  it('says which port it is, without a setting that nobody can set, and comes back once it is free', async () => {
    await shell.app.quit();
    other = createServer();
    await new Promise<void>((done) => other!.listen(Number(new URL(url).port), '127.0.0.1', done));
    await start();
    await shell.page.evaluate(() => {
      const told = { times: 0 };
      Object.assign(window, { told });
      window.desktop?.onServers(() => (told.times += 1));
    });
    await eventually('the reason', async () => (await hosted())?.trouble != null);
    const { trouble } = (await hosted())!;
    expect(trouble).toContain(`port ${new URL(url).port}`);
    expect(trouble).not.toContain('COUNTERSIGN_');
    await new Promise((done) => other!.close(done));
    await eventually('the server', async () => (await hosted())?.trouble === null);
    await isThere();
    expect(
      await shell.page.evaluate(() => (window as unknown as { told: { times: number } }).told.times),
    ).toBeGreaterThan(0);
  });
});

describe('a server that', () => {
  const running = () => Number(readFileSync(join(shell.profile, 'server/pid'), 'utf8'));
  /** The next one behaves so: the one that runs dies, and another is started. */
  const next = async (how: string): Promise<number> => {
    writeFileSync(join(shell.profile, 'server/behaves'), how);
    const before = running();
    process.kill(before, 'SIGKILL');
    await eventually('the next one', () => running() !== before);
    return running();
  };

  it('does not come up is ended, so that a later one can have its data', async () => {
    await holdsBounds();
    const pid = await next('hangs');
    await boundsAreOver();
    await eventually('the end of the one that hangs', () => isGone(pid));
    await eventually('the reason', async () => (await hosted())?.trouble === 'The server did not start in time.');
    writeFileSync(join(shell.profile, 'server/behaves'), '');
    await boundsAreOver();
    await takesItsTime();
    await isThere();
    expect((await hosted())?.trouble).toBeNull();
  });

  it('does not end is ended by force, and the app goes', async () => {
    const pid = await next('never ends');
    await isThere();
    writeFileSync(join(shell.profile, 'server/behaves'), '');
    await hurries();
    await shell.restart();
    expect(isGone(pid)).toBe(true);
  });
});

it('opening it to the network twice at once starts no second one, and neither of them loses it', async () => {
  await shell.restart(['--join-address=127.0.0.1']);
  await isThere();
  await answers(shell.app, 0);
  // In one turn of the app: the item opens what is shut and shuts what is open, so a second press that comes later asks for something else.
  await shell.app.evaluate(({ Menu }) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById('file.others-join');
    item?.click();
    item?.click();
  });
  // The server ends and starts twice for it.
  await eventually('both to be said', async () => (await asked(shell.app)).length === 4, 60_000);
  await isThere();
  expect((await asked(shell.app)).map(({ message }) => message)).not.toContain('The server did not start again.');
});
