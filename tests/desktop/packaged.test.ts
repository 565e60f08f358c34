import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../electron/free-port.ts';
import { newProfile, removeProfile } from '../desktop-host/launch.ts';
import { root } from './built.ts';
import { eventually } from './eventually.ts';
import { readFuses, wantedFuses } from './fuses.ts';

// A packaged app, round the real runtime: what nothing but its start can show. `DESKTOP_PACKAGED` names its executable.
const named = process.env['DESKTOP_PACKAGED'];
const executable = named === undefined ? null : resolve(root, named);
const Targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));
const Evaluated = z.object({ result: z.object({ result: z.object({ value: z.unknown().optional() }) }) });

describe.runIf(executable !== null)('the packaged app', () => {
  const profile = newProfile();
  let app: ChildProcess | null = null;
  let port = 0;
  let said = '';
  afterAll(async () => {
    const gone = new Promise((done) => app?.once('exit', done));
    if (app?.kill('SIGKILL')) await gone;
    removeProfile(profile);
  });

  /** Runs in its page. Playwright cannot: it asks by Node's inspector, which a fuse has switched off. */
  const inPage = async (expression: string): Promise<unknown> => {
    const listed = await fetch(`http://127.0.0.1:${port}/json/list`);
    const page = Targets.parse(await listed.json()).find(({ type }) => type === 'page');
    if (!page) throw new Error('no page yet');
    const socket = new WebSocket(page.webSocketDebuggerUrl);
    try {
      const answer = await new Promise<unknown>((done, fail) => {
        socket.addEventListener('open', () =>
          socket.send(
            JSON.stringify({
              id: 1,
              method: 'Runtime.evaluate',
              params: { expression, awaitPromise: true, returnByValue: true },
            }),
          ),
        );
        socket.addEventListener('message', ({ data }) => done(JSON.parse(String(data))));
        for (const end of ['error', 'close']) socket.addEventListener(end, () => fail(new Error(end)));
      });
      return Evaluated.parse(answer).result.result.value;
    } finally {
      socket.close();
    }
  };
  const isSo = (what: string, expression: string) =>
    eventually(
      what,
      async () => {
        if (app?.exitCode !== null) throw new Error(`the app ended with ${app?.exitCode}\n${said}`);
        return (await inPage(expression).catch(() => false)) === true;
      },
      60_000,
    );

  it('has its fuses', () => {
    const file =
      process.platform === 'darwin'
        ? resolve(executable!, '../../Frameworks/Electron Framework.framework/Electron Framework')
        : executable!;
    for (const fuses of readFuses(file)) expect(fuses).toEqual(wantedFuses(process.platform));
  });

  it('starts from its archive, with its own page', async () => {
    port = await freePort('127.0.0.1');
    app = spawn(executable!, [`--profile-dir=${profile}`, `--remote-debugging-port=${port}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [app.stdout, app.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
    await isSo('the first screen', `document.body.innerText.includes('Where does your team work?')`);
    expect(await inPage('location.origin')).toBe('app://countersign');
  });

  it('hosts a server out of its archive', async () => {
    await inPage('void window.desktop.hostServer()');
    await isSo(
      'the server',
      `window.desktop.servers().then(([at]) => at !== undefined && at.hosted && at.trouble === null &&
        window.desktop.request({ server: at.url, workspace: null, method: 'GET', path: '/api/server', body: null })
          .then(({ status }) => status === 200))`,
    );
    expect(await inPage('window.desktop.servers().then((all) => all.length)')).toBe(1);
  });
});
