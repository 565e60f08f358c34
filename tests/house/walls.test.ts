import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
let house: string;

/** Plants one line in an empty copy of the house and returns what the linter says of it. */
const plant = (file: string, line: string): string => {
  const path = join(house, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${line}\n`);
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), file], {
    cwd: house,
    encoding: 'utf8',
  });
  rmSync(path);
  return stdout;
};

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'walls-'));
  copyFileSync(join(root, '.oxlintrc.json'), join(house, '.oxlintrc.json'));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
});
afterAll(() => rmSync(house, { recursive: true }));

describe('the walls between folders', () => {
  it.each([
    ['domain/plan.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync;"],
    ['domain/plan.ts', "import { open } from '../sync-server/store/store.ts'; export const a = open;"],
    ['domain/gate/plan.ts', "export { open } from '../../renderer/client/door.ts';"],
    ['domain/plan.ts', "export const a = () => import('react');"],
    ['sync-server/plan.ts', "import { App } from '../renderer/app/App.tsx'; export const a = App;"],
    ['sync-server/plan.ts', "import { app } from 'electron'; export const a = app;"],
    ['renderer/plan.ts', "import { open } from '../sync-server/store/store.ts'; export const a = open;"],
    ['renderer/plan.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync;"],
    ['renderer/plan.ts', "import { ipcRenderer } from 'electron'; export const a = ipcRenderer;"],
    ['renderer/plan.ts', "import { main } from '../electron/main.ts'; export const a = main;"],
    ['electron/plan.ts', "import { App } from '../renderer/app/App.tsx'; export const a = App;"],
    ['renderer/plan.ts', "import { person } from '../tests/e2e/person.ts'; export const a = person;"],
  ])('%s may not say: %s', (file, line) => {
    expect(plant(file, line)).toContain('no-restricted-imports');
  });

  it.each([
    ['domain/plan.ts', "import * as Y from 'yjs'; export const a = Y.Doc;"],
    ['domain/gate/plan.ts', "import { Id } from '../id.ts'; export const a = Id;"],
    ['sync-server/plan.ts', "import { Id } from '../domain/id.ts'; export const a = Id;"],
    ['renderer/plan.ts', "import type { Desktop } from '../electron/contract/desktop.ts'; export type A = Desktop;"],
  ])('%s may say: %s', (file, line) => {
    expect(plant(file, line)).not.toContain('no-restricted-imports');
  });
});
