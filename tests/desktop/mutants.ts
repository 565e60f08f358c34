// npm run mutants: breaks the built shell in one place at a time and asks, for each, the test that must notice.
// `npm run mutants -- words` takes those with these words in their name; `--dry` only shows that each edit finds its place.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { layApp, layFixture, root } from './built.ts';
import { inOrder, mutants, type Mutant } from './mutant-list.ts';

const folders = {
  fixture: { whole: join(root, '.cache/desktop-fixture-base'), broken: join(root, '.cache/desktop-mutant') },
  app: { whole: join(root, '.cache/desktop-app'), broken: join(root, '.cache/desktop-mutant-app') },
};
const report = join(root, '.cache/mutant.json');
const Report = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});
/** These words of a test's name as a pattern; between the names of groups Vitest writes ` > ` there, and a space in its report. */
const pattern = (words: string): string => words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '(?: > | )');

/** What became of the tests of this file whose names have one of these words in them; empty where not even the app came up. */
const ask = (test: string, by: readonly string[], on: 'whole' | 'broken'): { fullName: string; status: string }[] => {
  // A run that wrote none must not be judged by the one before it.
  rmSync(report, { force: true });
  const only = inOrder.has(test) ? [] : ['-t', by.map(pattern).join('|')];
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'desktop',
      `tests/desktop/${test}`,
      ...only,
      '--testTimeout=30000',
      '--hookTimeout=30000',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    {
      cwd: root,
      env: { ...process.env, DESKTOP_FIXTURE: folders.fixture[on], DESKTOP_APP: folders.app[on] },
      timeout: 240_000,
    },
  );
  if (!existsSync(report)) return [];
  return Report.parse(JSON.parse(readFileSync(report, 'utf8')))
    .testResults.flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => by.some((words) => fullName.includes(words)));
};

/** The built file with its one edit, or null where the edit finds no place. */
const broken = ({ file, from, to }: Mutant): string | null => {
  const before = readFileSync(join(folders.fixture.whole, 'main', file ?? 'main.js'), 'utf8');
  const after = before.replace(from, () => to);
  return after === before ? null : after;
};

/** The names of the tests that do not pass on the whole shell: what they say of a broken one is worth nothing. */
const redUnbroken = (asked: readonly Mutant[]): string[] =>
  [...new Set(asked.map(({ test }) => test))].flatMap((test) => {
    const names = [...new Set(asked.filter((each) => each.test === test).map(({ by }) => by))];
    const found = ask(test, names, 'whole');
    return names
      .filter((by) => {
        const its = found.filter(({ fullName }) => fullName.includes(by));
        return its.length === 0 || its.some(({ status }) => status !== 'passed');
      })
      .map((by) => `${test}: ${by}`);
  });

const isNotRun = ({ status }: { status: string }): boolean => status === 'skipped' || status === 'pending';
const isNoticed = (mutant: Mutant): boolean => {
  const after = broken(mutant);
  if (after === null) return false;
  for (const { whole, broken: to } of Object.values(folders)) {
    rmSync(to, { recursive: true, force: true });
    cpSync(whole, to, { recursive: true });
    writeFileSync(join(to, 'main', mutant.file ?? 'main.js'), after);
  }
  const found = ask(mutant.test, [mutant.by], 'broken');
  // Where not even the app comes up none of its tests runs. On the whole shell each of them does, and passes.
  return found.length > 0 && (found.some(({ status }) => status === 'failed') || found.every(isNotRun));
};

spawnSync(process.execPath, [join(root, 'scripts/build-desktop.mjs')], { cwd: root, stdio: 'inherit' });
layFixture(folders.fixture.whole);
layApp(folders.app.whole);
const dry = process.argv.includes('--dry');
const wanted = process.argv.slice(2).find((each) => !each.startsWith('--')) ?? '';
const asked = mutants.filter(({ name }) => name.includes(wanted));
const nowhere = asked.filter((each) => broken(each) === null);
for (const { name } of nowhere) console.log(`NOT APPLIED  ${name}`);
const red = dry ? [] : redUnbroken(asked);
for (const each of red) console.log(`RED UNBROKEN  ${each}`);
let survived = 0;
if (!dry && red.length === 0)
  for (const mutant of asked.filter((each) => !nowhere.includes(each))) {
    const noticed = isNoticed(mutant);
    if (!noticed) survived += 1;
    console.log(`${noticed ? 'killed  ' : 'SURVIVED'}  ${mutant.name.padEnd(48)} ${mutant.test}: ${mutant.by}`);
  }
const good = dry ? 'Every edit finds its place.' : 'Every mutant was noticed by its test.';
const bad = `${nowhere.length} edits find no place, ${red.length} tests are red on the whole shell, ${survived} mutants were not noticed.`;
const isGood = nowhere.length + red.length + survived === 0;
console.log(isGood ? good : bad);
process.exitCode = isGood ? 0 : 1;
