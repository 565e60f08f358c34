import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
/** The built shell round the fixture's page. `DESKTOP_FIXTURE` names another one, such as a mutant. */
const ours = join(root, '.cache/desktop-fixture');
export const fixture = process.env['DESKTOP_FIXTURE'] ?? ours;
export const fixtureMain = join(fixture, 'main/main.js');
/** The whole app as it is packaged: the built shell, the real page, the bundled sync server. */
export const builtApp = process.env['DESKTOP_APP'] ?? join(root, '.cache/desktop-app');
export const appMain = join(builtApp, 'main/main.js');
/** The bundled sync server, run by Node alone where a test needs one beside the app. */
export const bundledServer = join(builtApp, 'main/sync-server.js');

/** Lays the built shell and the fixture's page together as they lie in a package. */
export const layFixture = (to: string): void => {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(join(root, 'dist/main'), join(to, 'main'), { recursive: true });
  cpSync(join(import.meta.dirname, 'fixture'), join(to, 'renderer'), { recursive: true });
  // These tests are the shell's: a server that answers, in the place of the real one.
  cpSync(join(import.meta.dirname, 'fixture-server.js'), join(to, 'main/sync-server.js'));
};

const run = (what: string, args: string[]): void => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    // Else the runner's own `test` would bring React's development build.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`${what} did not build\n${stdout}${stderr}`);
};
const newest = (path: string): number => {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(...readdirSync(path).map((name) => newest(join(path, name))));
};

/** The page of the last `npm run build` where it is up to date, else one built here; `dist/renderer` stays as it is. */
export const layApp = (to: string): void => {
  const sources = Math.max(...['renderer', 'domain', 'vite.config.ts'].map((name) => newest(join(root, name))));
  rmSync(join(to, 'main'), { recursive: true, force: true });
  cpSync(join(root, 'dist/main'), join(to, 'main'), { recursive: true });
  if (newest(join(to, 'renderer')) > sources) return;
  if (existsSync(join(root, 'dist/.built')) && newest(join(root, 'dist/.built')) > sources) {
    rmSync(join(to, 'renderer'), { recursive: true, force: true });
    cpSync(join(root, 'dist/renderer'), join(to, 'renderer'), { recursive: true });
  } else
    run('the page', [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--outDir',
      join(to, 'renderer'),
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]);
};

/** Vitest's global set-up: builds the shell and lays fixture and app, unless a run brings its own. */
export const setup = (): void => {
  if (process.env['DESKTOP_FIXTURE'] !== undefined) return;
  run('the shell', [join(root, 'scripts/build-desktop.mjs')]);
  layFixture(ours);
  if (process.env['DESKTOP_APP'] === undefined) layApp(builtApp);
};
