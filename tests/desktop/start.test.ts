import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { root } from './built.ts';
import { eventually } from './eventually.ts';

/** It builds what is not built, which a busy machine takes minutes for. In ms. */
const BUILDS = 300_000;
vi.setConfig({ testTimeout: BUILDS + 120_000 });
const folder = mkdtempSync(join(tmpdir(), 'countersign-start-'));
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(join(folder, 'data'), { recursive: true, force: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm start` as somebody runs it, on a port and a data folder of its own. */
const start = (env: Record<string, string>) => {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      COUNTERSIGN_DATA: join(folder, 'data'),
      COUNTERSIGN_PORT: '0',
      // No network is asked for a binary here, and the system's opener is ours.
      ELECTRON_MIRROR: 'http://127.0.0.1:9/',
      electron_config_cache: join(folder, 'cache'),
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const gone = new Promise((done) => child.once('exit', done));
  ends.push(async () => {
    child.kill('SIGTERM');
    return gone;
  });
  return { said: () => said, end: () => ends.pop()?.(), url: () => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] };
};

/** The system's opener, played by a script that keeps the address. */
const opened = join(folder, 'opened');
const playsOpener = () => {
  rmSync(opened, { force: true });
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" > ${opened}\n`);
  chmodSync(join(folder, 'xdg-open'), 0o755);
};
const isOpened = (url: string | undefined) =>
  eventually('the browser', () => existsSync(opened) && readFileSync(opened, 'utf8').trim() === url);
const playsElectron = (script: string) => {
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'electron'), 0o755);
};

// Only Linux starts programs without one.
it.runIf(process.platform === 'linux')(
  'without a display the address works at once, and one line says why there is no window',
  async () => {
    const { said, url } = start({});
    await eventually('the line', () => said().includes('There is no display here'), BUILDS);
    expect((await fetch(`${url()}/health`)).status).toBe(200);
  },
);

it.runIf(process.platform === 'linux')(
  'without a binary it opens in the browser, and says so in one line',
  async () => {
    playsOpener();
    const { said, url } = start({
      DISPLAY: ':99',
      COUNTERSIGN_ELECTRON_BOUND: '4000',
      ELECTRON_OVERRIDE_DIST_PATH: folder,
    });
    await eventually('the line', () => said().includes('Electron could not be fetched'), BUILDS);
    expect((await fetch(`${url()}/health`)).status).toBe(200);
    await isOpened(url());
  },
);

it.runIf(process.platform === 'linux')('with a binary the app opens on this server, and ends with it', async () => {
  const asked = join(folder, 'asked');
  playsElectron(`echo "$@" > ${asked}\ntrap 'echo ended >> ${asked}; exit 0' TERM\nwhile :; do /bin/sleep 0.05; done`);
  const { said, end, url } = start({ DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: folder });
  await eventually('the window', () => existsSync(asked) && said().includes('Opening the desktop app'), BUILDS);
  await eventually('its arguments', () => readFileSync(asked, 'utf8').includes(`--server=${url()}`));
  await end();
  await eventually('its end', () => readFileSync(asked, 'utf8').includes('ended'));
});

describe.runIf(process.platform === 'linux')('with a binary that ends at once', () => {
  it.each([
    ['its own last line', `echo '[7:1129/2145:FATAL:main.cc(1)] No space left' >&2; exit 133`, /: No space left\.$/m],
    ['what its system lacks', `echo 'The SUID sandbox helper was found, but' >&2; exit 133`, /: .*sandbox; .*sysctl/m],
    ['its code where it said nothing', 'exit 133', /: it ended with 133\.$/m],
    ['its signal', 'kill -ABRT $$', /: it ended with SIGABRT\.$/m],
  ])('%s is said in one line, and it opens in the browser', async (_name, script, line) => {
    playsOpener();
    playsElectron(script);
    const { said, url } = start({ DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: folder });
    await eventually('the line', () => said().includes('The desktop app did not start'), BUILDS);
    expect(said()).toMatch(line);
    await isOpened(url());
    expect((await fetch(`${url()}/health`)).status).toBe(200);
  });

  it('nothing is said where a person closes it', async () => {
    playsOpener();
    playsElectron('exit 0');
    const { said, end } = start({ DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: folder });
    await eventually('the window', () => said().includes('Opening the desktop app'), BUILDS);
    await end();
    expect(said()).not.toContain('did not start');
    expect(existsSync(opened)).toBe(false);
  });
});
