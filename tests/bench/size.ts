// npm run size: how much code a browser fetches before the first campaign can be written in, gzipped, and whose code it is.
// It is counted in a browser that opens a campaign: what the page asks for by itself, as a side panel does, counts like what it imports.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { browserOptions, laptop } from '../desktop/browsers.ts';
import { root } from '../desktop/built.ts';
import { Person } from '../e2e/people.ts';
import { Server } from '../e2e/server.ts';
import { bytes } from './bytes.ts';
import { editableAt, watchEditable } from './editable.ts';

/** Gzip bytes before the first campaign may be edited: what a person waits for on a slow line. */
const REACH = 300_000;
/** What every one of these openings had asked for is needed; what a timer brings early once, on a slow machine, is not. */
const OPENINGS = 3;
const gzip = (code: string): number => gzipSync(code, { level: 9 }).length;

/** The package a module belongs to, or our own folder. */
const whose = (id: string): string => {
  const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
  if (inside !== undefined) return inside;
  if (!id.startsWith(root)) return 'bundler';
  const own = id.slice(root.length + 1).split(/[/?]/);
  return own.slice(0, own[0] === 'renderer' ? 2 : 1).join('/');
};

const folder = mkdtempSync(join(tmpdir(), 'countersign-size-'));
const app = join(folder, 'renderer');
// Else this runner's own setting could bring React's development build.
process.env['NODE_ENV'] = 'production';
const built = await build({
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'error',
  build: { outDir: app, emptyOutDir: true, reportCompressedSize: false },
});
if (Array.isArray(built) || !('output' in built)) throw new Error('Vite built something else than one page.');
const chunks = built.output.filter((file) => file.type === 'chunk').filter(({ fileName }) => fileName !== 'sw.js');

const server = new Server();
const browser = await chromium.launch(browserOptions);
/** The scripts that opening this campaign from cold had asked for when it could be written in. */
const opening = async (mia: Person, address: string): Promise<Set<string>> => {
  await mia.page.goto('about:blank');
  await mia.page.goto(address);
  const at = await editableAt(mia.page);
  const names = await mia.page.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => name.endsWith('.js') && startTime < until)
        .map(({ name }) => new URL(name).pathname.slice(1)),
    at,
  );
  return new Set(names);
};
let needed: typeof chunks;
try {
  process.env['COUNTERSIGN_APP'] = app;
  await server.start();
  const mia = new Person('Mia Sorrell', await laptop(browser, server, []));
  await mia.founds('Noticewren', 'Marketing');
  await mia.page.getByRole('button', { name: 'New campaign' }).first().click();
  await mia.page.getByRole('dialog').getByLabel('Name').fill('Spring renewal');
  await mia.page.getByRole('button', { name: 'Begin with the brief' }).click();
  await mia.page.getByRole('textbox', { name: 'Objective', exact: true }).fill('Twelve plants ask for a page.');
  await mia.says('On server');
  const address = mia.page.url();
  await watchEditable(mia.page);
  const asked: Set<string>[] = [];
  while (asked.length < OPENINGS) asked.push(await opening(mia, address));
  needed = chunks.filter(({ fileName }) => asked.every((each) => each.has(fileName)));
} finally {
  await browser.close();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
}

const sum = (list: typeof chunks): number => list.reduce((total, { code }) => total + gzip(code), 0);
const total = sum(needed);
console.log('Code before the first campaign can be written in, gzipped');
for (const { name, code } of needed.toSorted((a, b) => gzip(b.code) - gzip(a.code)))
  console.log(`${bytes(gzip(code))}  ${name}`);
console.log(`${bytes(total)}  together (to reach: ${bytes(REACH).trim()})`);

const owners = new Map<string, string>();
for (const { modules } of needed)
  for (const [id, { code }] of Object.entries(modules))
    if (code) owners.set(whose(id), (owners.get(whose(id)) ?? '') + code);
const rows = [...owners].map(([owner, code]) => ({ owner, size: gzip(code) })).toSorted((a, b) => b.size - a.size);
console.log('\nWhose code it is (each alone, before minifying; shares, not sums)');
for (const { owner, size } of rows.slice(0, 24)) console.log(`${bytes(size)}  ${owner}`);

const rest = chunks.filter((chunk) => !needed.includes(chunk));
console.log(`\n${bytes(sum(rest))}  comes later: ${rest.map(({ name }) => name).join(', ')}`);
if (total > REACH) process.exitCode = 1;
