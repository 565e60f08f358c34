import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingNames } from '../../sync-server/configuration.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/operating.md');
const deploy = readdirSync(join(root, 'deploy')).map((name) => `deploy/${name}`);

describe('the operator’s page', () => {
  it('has a row for every setting and for nothing else', () => {
    const rows = [...page.matchAll(/^\| `(COUNTERSIGN_[A-Z_]+)` /gm)].map(([, name]) => name!);
    expect(rows.sort()).toEqual([...settingNames].sort());
  });

  it('names scripts, files and metrics that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [, script] of page.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(script);
    for (const [, path] of page.matchAll(/\]\(\.\.\/([\w./-]+)\)/g)) expect(existsSync(join(root, path!))).toBe(true);
    const metrics = read('sync-server/operations/metrics.ts');
    for (const [, metric] of page.matchAll(/`((?:countersign|nodejs|process)_[a-z_0-9]+)[`{]/g))
      expect(metrics).toContain(`'${metric}'`);
  });
});

describe('what is deployed', () => {
  it('sets only settings that there are', () => {
    for (const file of [...deploy, 'Dockerfile'])
      for (const [name] of read(file).matchAll(/COUNTERSIGN_[A-Z_]+/g)) expect(settingNames).toContain(name);
  });

  it('runs and copies files that there are, and lets them into the image', () => {
    for (const file of deploy)
      for (const [, script] of read(file).matchAll(/^ExecStart=\/usr\/bin\/node (\S+)/gm))
        expect(existsSync(join(root, script!))).toBe(true);
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) =>
      from!.split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) {
      expect(existsSync(join(root, path))).toBe(true);
      expect(allowed).toContain(path);
    }
    expect(read('Dockerfile')).toMatch(/^USER 10001:10001$/m);
  });
});
