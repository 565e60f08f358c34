// npm run mutants: breaks the built shell in one place at a time and asks the end-to-end tests whether they notice.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layApp, layFixture, root } from './built.ts';

type Mutant = {
  name: string;
  file: 'main.js' | 'preload.cjs';
  from: string | RegExp;
  to: string;
  /** The tests that are asked; the shell's own unless it takes the whole app to notice. */
  tests?: string[];
};
const shell = ['shell.test.ts', 'ipc.test.ts'];
const overTls = ['join-over-tls.test.ts'];
const app = ['app.test.ts'];
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
  { name: 'any link opened outside', file: 'main.js', from: 'if (!mayOpenOutside(url)) return;', to: '' },
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
  {
    name: 'signatures leave unconfirmed',
    file: 'main.js',
    from: /if \(!await this\.#confirmations\.holds\(request, body, page\)\) return notConfirmed;/,
    to: '',
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
  {
    name: 'files may come from any address',
    file: 'main.js',
    from: '\\/(export|certificate|package)$/',
    to: '/',
  },
  {
    name: 'the page names the file’s ending',
    file: 'main.js',
    from: /safeName\(asked\.name, kind\.ending\)/,
    to: 'asked.name',
  },
  {
    name: 'any certificate trusted',
    file: 'main.js',
    from: /pins\.includes\(fingerprintOf\(pem\)\) \? (\w+|0) : (\w+|-2)/,
    to: '0',
    tests: overTls,
  },
  {
    name: 'a certificate brought in by another port',
    file: 'main.js',
    from: /if \(trust !== void 0 && trust !== server\.fingerprint\) return [^;]+;/,
    to: '',
  },
  {
    name: 'an invite replaces a certificate unasked',
    file: 'main.js',
    from: /if \(!await mayReplace\(url, fingerprint, page\)\) return \{[^}]+\};/,
    to: '',
    tests: overTls,
  },
  {
    name: 'the invite’s certificate forgotten at a restart',
    file: 'main.js',
    from: 'fingerprint: fingerprint ?? null',
    to: 'fingerprint: null',
    tests: overTls,
  },
  {
    name: 'the door open without being asked',
    file: 'main.js',
    from: 'return this.#kept()?.open ?? false;',
    to: 'return true;',
    tests: overTls,
  },
  {
    name: 'menu not told',
    file: 'main.js',
    from: /push\(window\.webContents, "menu:chosen", \{ item \}\)/,
    to: '0',
    tests: app,
  },
  {
    name: 'unsent counted as none',
    file: 'preload.cjs',
    from: /answers\.reduce\(\(sum, \{ unsent \}\) => sum \+ unsent, 0\)/,
    to: '0',
    tests: app,
  },
  { name: 'preload needs Node', file: 'preload.cjs', from: /^/, to: 'require("node:fs");\n' },
];

const base = join(root, '.cache/desktop-fixture-base');
const fixture = join(root, '.cache/desktop-mutant');
const baseApp = join(root, '.cache/desktop-app');
const mutantApp = join(root, '.cache/desktop-mutant-app');
spawnSync(process.execPath, [join(root, 'scripts/build-desktop.mjs')], { cwd: root, stdio: 'inherit' });
layFixture(base);
layApp(baseApp);

type Report = { testResults: { assertionResults: { fullName: string; status: string }[] }[] };
const results = join(root, '.cache/mutant.json');
// `--dry` only shows that each edit still finds its place in the built shell.
const dry = process.argv.includes('--dry');
const wanted = process.argv.slice(2).find((each) => !each.startsWith('--'));
let survived = 0;
for (const { name, file, from, to, tests = shell } of mutants) {
  if (wanted !== undefined && !name.includes(wanted)) continue;
  rmSync(fixture, { recursive: true, force: true });
  mkdirSync(fixture, { recursive: true });
  cpSync(base, fixture, { recursive: true });
  rmSync(mutantApp, { recursive: true, force: true });
  cpSync(baseApp, mutantApp, { recursive: true });
  const before = readFileSync(join(fixture, 'main', file), 'utf8');
  const after = before.replace(from, to);
  if (after === before) {
    survived += 1;
    console.log(`NOT APPLIED  ${name}`);
    continue;
  }
  if (dry) continue;
  for (const folder of [fixture, mutantApp]) writeFileSync(join(folder, 'main', file), after);
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'desktop',
      ...tests.map((each) => `tests/desktop/${each}`),
      '--bail=1',
      '--testTimeout=20000',
      '--hookTimeout=20000',
      '--reporter=json',
      `--outputFile=${results}`,
    ],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DESKTOP_FIXTURE: fixture, DESKTOP_APP: mutantApp },
      timeout: 240_000,
    },
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
const good = dry ? 'Every edit finds its place.' : 'Every mutant was noticed.';
console.log(survived === 0 ? good : `${survived} mutants were not noticed.`);
process.exitCode = survived === 0 ? 0 : 1;
