// npm run size: how much code a browser needs before the first campaign can be written in, gzipped, and whose code it is.
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { bold, main, root, say } from './say.mjs';
import { join } from 'node:path';

/** Gzip bytes before the first campaign may be edited: what a person waits for on a slow line. */
const REACH = 300_000;
const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
const gzip = (code) => gzipSync(code, { level: 9 }).length;

/** The package a module belongs to, or our own folder. */
const whose = (id) => {
  const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
  if (inside) return inside;
  const own = id.startsWith(root)
    ? id
        .slice(root.length + 1)
        .split('?')[0]
        .split('/')
    : [];
  return own.length > 0 ? own.slice(0, own[0] === 'renderer' ? 2 : 1).join('/') : 'bundler';
};

await main(async () => {
  const { output } = await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { write: false, reportCompressedSize: false },
  });
  const chunks = output.filter((file) => file.type === 'chunk' && file.fileName !== 'sw.js');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const entry = chunks.find((chunk) => chunk.isEntry);
  const campaign = chunks.find((chunk) => chunk.facadeModuleId?.endsWith('renderer/campaign/CampaignScreen.tsx'));
  if (!entry || !campaign) throw new Error('The page or the campaign screen is not where this script looks for it.');
  const needed = new Set();
  const need = (name) => {
    const chunk = byName.get(name);
    if (!chunk || needed.has(chunk)) return;
    needed.add(chunk);
    chunk.imports.forEach(need);
  };
  need(entry.fileName);
  const atHome = [...needed];
  need(campaign.fileName);

  const sum = (list) => list.reduce((bytes, chunk) => bytes + gzip(chunk.code), 0);
  const total = sum([...needed]);
  say(bold('Code before the first campaign can be written in, gzipped'));
  for (const chunk of needed)
    say(`${kB(gzip(chunk.code))}  ${chunk.name}${atHome.includes(chunk) ? '' : ' (campaign)'}`);
  say(`${kB(sum(atHome))}  before the home screen`);
  say(`${kB(total)}  before the first campaign (to reach: ${REACH / 1000} kB)`);

  const owners = new Map();
  for (const chunk of needed)
    for (const [id, { code }] of Object.entries(chunk.modules ?? {}))
      if (code) owners.set(whose(id), (owners.get(whose(id)) ?? '') + code);
  const rows = [...owners].map(([owner, code]) => [owner, gzip(code)]).sort(([, one], [, other]) => other - one);
  say('');
  say(bold('Whose code it is (each alone, before minifying; shares, not sums)'));
  for (const [owner, bytes] of rows.slice(0, 24)) say(`${kB(bytes)}  ${owner}`);

  const later = chunks.filter((chunk) => !needed.has(chunk));
  say('');
  say(`${kB(sum(later))}  comes later: ${later.map(({ name }) => name).join(', ')}`);
  if (total > REACH) process.exitCode = 1;
});
