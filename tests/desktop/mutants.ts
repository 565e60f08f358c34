// npm run mutants: breaks the built shell in one place at a time and asks the end-to-end tests whether they notice.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layFixture, root } from './built.ts';

type Mutant = { name: string; file: 'main.js' | 'preload.cjs'; from: string | RegExp; to: string };
const mutants: Mutant[] = [
  {
    name: 'policy dropped',
    file: 'main.js',
    from: /"content-security-policy": contentSecurityPolicy\(servers\),/,
    to: '',
  },
  { name: 'policy names every server', file: 'main.js', from: 'servers.map(socketOrigin).join(" ")', to: '"ws: wss:"' },
  { name: 'sender check inverted', file: 'main.js', from: /if \(!mayAsk\(/, to: 'if (mayAsk(' },
  { name: 'nested frames may ask', file: 'main.js', from: 'frame.parent === null &&', to: '' },
  {
    name: 'origin compared by its beginning',
    file: 'main.js',
    from: /frame\.origin === "app:\/\/countersign" && frame\.url\.startsWith\(`\$\{[^`]+`\)|frame\.origin === [^&]+&& frame\.url\.startsWith\([^)]+\)/,
    to: 'frame.origin.startsWith("app://countersign")',
  },
  {
    name: 'arguments not judged',
    file: 'main.js',
    from: /return parsed\.success \?[^;]+;/,
    to: 'return { request: args[0] };',
  },
  {
    name: 'navigation allowed',
    file: 'main.js',
    from: /if \(isOwnPage\(details\.url\)\) return;\s+details\.preventDefault\(\);/,
    to: 'return;',
  },
  { name: 'any link opened outside', file: 'main.js', from: 'if (mayOpenOutside(url))', to: 'if (true)' },
  { name: 'downloads allowed', file: 'main.js', from: /session\.on\("will-download"[\s\S]+?\}\);/, to: '' },
  { name: 'permissions granted', file: 'main.js', from: /restrictPermissions\(session\.defaultSession\);/, to: '' },
  {
    name: 'path containment removed',
    file: 'main.js',
    from: /return file\.startsWith\(base \+ sep\) \? file : null;/,
    to: 'return file;',
  },
  {
    name: 'instance lock ignored',
    file: 'main.js',
    from: /if \(!app\.requestSingleInstanceLock\(\)\) return false;/,
    to: '',
  },
  {
    name: 'flush skipped',
    file: 'main.js',
    from: /push\(page, "flush:please", \{ flush \}\);/,
    to: 'done({ kind: "answered", unsent: 0 });',
  },
  {
    name: 'flush without a bound',
    file: 'main.js',
    from: /const timer = setTimeout\([^\n]+FLUSH_BOUND\);|setTimeout\(\(\) => done\(\{ kind: "silent" \}\), FLUSH_BOUND\)/,
    to: 'const timer = 0;',
  },
  {
    name: 'links not parsed',
    file: 'main.js',
    from: /return text === void 0 \? null : parseDeepLink\(text\);/,
    to: 'return text === void 0 ? null : { kind: "campaign", id: text.split("/")[3], place: "launch" };',
  },
  { name: 'window’s place forgotten', file: 'main.js', from: 'rememberWindow(window, file);', to: '' },
  { name: 'token leaked into the reply', file: 'main.js', from: /body: clean\s*\n/, to: 'body: reply\n' },
  { name: 'token sent to another workspace', file: 'main.js', from: '?? null) === workspace;', to: '?? null) !== 0;' },
  {
    name: 'redirects followed',
    file: 'main.js',
    from: 'redirect: "error",\n\t\t\tsignal: AbortSignal',
    to: 'signal: AbortSignal',
  },
  { name: 'token kept with basic_text', file: 'main.js', from: '"basic_text"', to: '"none"' },
  {
    name: 'token kept in plain text',
    file: 'main.js',
    from: /sealed\.toString\("base64"\)/,
    to: 'sealed.toString("base64"), plain: this.#kept',
  },
  { name: 'scheme without its privileges', file: 'main.js', from: 'secure: true', to: 'secure: false' },
  {
    name: 'window.desktop assigned raw',
    file: 'preload.cjs',
    from: /electron_renderer\.contextBridge\.exposeInMainWorld\("desktop", desktop\)/,
    to: 'window.desktop = desktop',
  },
  { name: 'preload needs Node', file: 'preload.cjs', from: /^/, to: 'require("node:fs");\n' },
];

const base = join(root, '.cache/desktop-fixture-base');
const fixture = join(root, '.cache/desktop-mutant');
spawnSync(process.execPath, [join(root, 'scripts/build-desktop.mjs'), 'main', 'preload'], {
  cwd: root,
  stdio: 'inherit',
});
layFixture(base);

type Report = { testResults: { assertionResults: { fullName: string; status: string }[] }[] };
const results = join(root, '.cache/mutant.json');
const wanted = process.argv[2];
let survived = 0;
for (const { name, file, from, to } of mutants) {
  if (wanted !== undefined && !name.includes(wanted)) continue;
  rmSync(fixture, { recursive: true, force: true });
  mkdirSync(fixture, { recursive: true });
  cpSync(base, fixture, { recursive: true });
  const path = join(fixture, 'main', file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) {
    survived += 1;
    console.log(`NOT APPLIED  ${name}`);
    continue;
  }
  writeFileSync(path, after);
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'desktop',
      'tests/desktop/shell.test.ts',
      'tests/desktop/ipc.test.ts',
      '--bail=1',
      '--testTimeout=20000',
      '--hookTimeout=20000',
      '--reporter=json',
      `--outputFile=${results}`,
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, DESKTOP_FIXTURE: fixture }, timeout: 240_000 },
  );
  const report = JSON.parse(readFileSync(results, 'utf8')) as Report;
  const killer = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find((each) => each.status === 'failed');
  const dead = status !== 0;
  if (!dead) survived += 1;
  console.log(
    `${dead ? 'killed  ' : 'SURVIVED'}     ${name.padEnd(36)} ${dead ? (killer?.fullName.trim() ?? 'every test: the app does not come up') : ''}`,
  );
}
console.log(survived === 0 ? 'Every mutant was noticed.' : `${survived} mutants were not noticed.`);
process.exitCode = survived === 0 ? 0 : 1;
