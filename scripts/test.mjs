// npm test: sets everything up and runs every check, quick ones first. `npm test -- unit e2e` runs only the named steps.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { Stop, bold, main, root, run, say, step, toolEnv } from './say.mjs';
import { buildApp, installPackages } from './set-up.mjs';

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const results = join(root, '.cache', 'test-results');
const total = { passed: 0, failed: 0, skipped: 0 };
let chromium = '';

const tool = async (args, env = {}) => {
  const { code, output } = await run(npx, ['--no-install', ...args], {
    quiet: true,
    env: toolEnv({ FORCE_COLOR: '0', ...env }),
  });
  return { code, output };
};
const check =
  (...args) =>
  async () => {
    const { code, output } = await tool(args);
    if (code === 0) {
      total.passed += 1;
      return;
    }
    total.failed += 1;
    throw new Stop(output.trim());
  };

const vitest =
  (projects, { files = [], env = {} } = {}) =>
  async () => {
    const file = join(results, `${[...projects, ...Object.values(env)].join('-')}.json`);
    rmSync(file, { force: true });
    const { code, output } = await tool(
      [
        'vitest',
        'run',
        ...projects.flatMap((name) => ['--project', name]),
        ...files,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      { CHROMIUM: chromium, ...env },
    );
    let report;
    try {
      report = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      total.failed += 1;
      throw new Stop(output.trim());
    }
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests;
    total.skipped += report.numPendingTests;
    if (code !== 0) {
      if (report.numFailedTests === 0) total.failed += 1;
      throw new Stop(output.trim());
    }
    return `${report.numPassedTests} tests`;
  };

const playwright = async () => {
  const file = join(results, 'e2e.json');
  rmSync(file, { force: true });
  const { code, output } = await tool(['playwright', 'test', '--reporter=list,json'], {
    CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  let stats;
  try {
    ({ stats } = JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    total.failed += 1;
    throw new Stop(output.trim());
  }
  total.passed += stats.expected + stats.flaky;
  total.failed += stats.unexpected;
  total.skipped += stats.skipped;
  if (code !== 0) {
    if (stats.unexpected === 0) total.failed += 1;
    throw new Stop(output.trim());
  }
  return `${stats.expected} tests`;
};

const steps = [
  ['types', 'Types', check('tsc', '-b')],
  ['lint', 'Lint, with the walls between folders', check('oxlint', '--type-aware', '--deny-warnings')],
  ['format', 'Format', check('oxfmt', '--check')],
  ['unit', 'Unit tests', vitest(['unit', 'dom'])],
  ['fuzz', 'Merge fuzz, short form', vitest(['fuzz'])],
  ['integration', 'Integration and fault tests, on a real server and database', vitest(['integration'])],
  ['e2e', 'End to end, in real browsers', playwright],
  ['desktop', 'The desktop shell, built, on the test host', vitest(['desktop'])],
  [
    'like-electron',
    'The same, with the host showing no more than real Electron would, short form',
    vitest(['desktop'], {
      files: ['app', 'closing', 'ipc', 'links', 'navigation', 'sessions'].map(
        (name) => `tests/desktop/${name}.test.ts`,
      ),
      env: { DESKTOP_HOST: 'like-electron' },
    }),
  ],
];

await main(async () => {
  say(bold('Countersign: every check'));
  await installPackages();
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !steps.some(([id]) => id === name));
  if (unknown.length)
    throw new Stop(
      `There is no step called ${unknown.join(', ')}. The steps are ${steps.map(([id]) => id).join(', ')}.`,
    );
  mkdirSync(results, { recursive: true });
  const inBrowser = wanted.length === 0 || wanted.some((id) => ['e2e', 'desktop', 'like-electron'].includes(id));
  if (inBrowser) {
    chromium = await findChromium();
    await buildApp();
  }
  const failures = [];
  for (const [id, name, work] of steps) {
    if (wanted.length && !wanted.includes(id)) continue;
    try {
      await step(name, work);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      failures.push({ name, output: error.message });
    }
  }
  for (const { name, output } of failures) say(`\n${bold(name)}\n${output}`);
  say(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
  if (failures.length)
    throw new Stop(`Not green: ${failures.map(({ name }) => name).join(', ')}. What each said stands above.`);
});
