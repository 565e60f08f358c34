import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { forms } from './forms.ts';
import { keep, kept, measuredNow } from './measured.ts';
import { table, writeInto } from './report.ts';
import { sections } from './sections.ts';

// npm run bench [quick|full|smoke] [sections…]: ours beside a relay, Hocuspocus and the reference server. The load keeps to one core, the server to the other.
const root = join(import.meta.dirname, '../..');
const words = process.argv.slice(2);
const name = words.find((word): word is keyof typeof forms => word in forms) ?? 'full';
const form = forms[name];
const wanted = words.filter((word) => word in sections);
const unknown = words.filter((word) => !(word in forms) && !(word in sections));
if (unknown.length > 0)
  throw new Error(
    `${unknown.join(', ')}? The forms are ${Object.keys(forms).join(', ')}; the sections ${Object.keys(sections).join(', ')}.`,
  );

if (process.platform === 'linux') spawnSync('taskset', ['-cp', '0', String(process.pid)]);
const peers = join(import.meta.dirname, 'peers');
if (form.peers && !existsSync(join(peers, 'node_modules'))) {
  process.stdout.write('The peers are installed.\n');
  // Native parts are built for the Node that runs them, which comes with its headers.
  const node = dirname(dirname(process.execPath));
  const nodedir = existsSync(join(node, 'include')) ? { npm_config_nodedir: node } : {};
  const env = { ...process.env, ...nodedir, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` };
  const { status } = spawnSync('npm', ['ci', '--foreground-scripts'], { cwd: peers, env, stdio: 'inherit' });
  if (status !== 0) throw new Error('The peers could not be installed.');
}

const cache = join(root, '.cache', 'bench');
mkdirSync(cache, { recursive: true });
const fileOf = (section: string): string => join(cache, `${name}-${section}.json`);
for (const [section, measure] of Object.entries(sections)) {
  if (wanted.length > 0 && !wanted.includes(section)) continue;
  const began = performance.now();
  const rows = await measure(form);
  keep(fileOf(section), measuredNow(rows));
  process.stdout.write(`${section}, in ${Math.round((performance.now() - began) / 1_000)} s\n${table(rows)}\n\n`);
}
// Sections that were measured before stay in the page, which says of each when that was.
if (name === 'full')
  writeInto(
    join(root, 'docs', 'benchmarks.md'),
    Object.keys(sections).flatMap((section) => {
      const measured = kept(fileOf(section));
      return measured ? [{ section, ...measured }] : [];
    }),
  );
process.exit(0);
