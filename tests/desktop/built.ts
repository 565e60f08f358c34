import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
/** The built shell round the fixture's page. `DESKTOP_FIXTURE` names another one, such as a mutant. */
const ours = join(root, '.cache/desktop-fixture');
export const fixture = process.env['DESKTOP_FIXTURE'] ?? ours;
export const fixtureMain = join(fixture, 'main/main.js');

/** Lays the built shell and the fixture's page together as they lie in a package. */
export const layFixture = (to: string): void => {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(join(root, 'dist/main'), join(to, 'main'), { recursive: true });
  cpSync(join(import.meta.dirname, 'fixture'), join(to, 'renderer'), { recursive: true });
  // These tests are the shell's: a server that answers, in the place of the real one.
  cpSync(join(import.meta.dirname, 'fixture-server.js'), join(to, 'main/sync-server.js'));
};

/** Vitest's global set-up: builds the shell and lays the fixture, unless a run brings its own. */
export const setup = (): void => {
  if (process.env['DESKTOP_FIXTURE'] !== undefined) return;
  const parts = existsSync(join(root, 'sync-server/main.ts')) ? [] : ['main', 'preload'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build-desktop.mjs'), ...parts], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the shell did not build\n${stdout}${stderr}`);
  layFixture(ours);
};
