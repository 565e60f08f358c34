// npm run bench:desktop: what the desktop app costs to start and to keep open, each beside a bare window on the same host in the same run.
import { readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { hostName, launchDesktop, newProfile, removeProfile, type DesktopApp } from '../desktop-host/launch.ts';
import { builtApp, appMain, setup } from '../desktop/built.ts';
import '../desktop/browsers.ts';
import { DesktopPerson } from '../desktop/desktop-person.ts';
import { Server } from '../e2e/server.ts';
import { bytes } from './bytes.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 15);
/** How often a campaign is opened by a click. */
const CLICKS = 40;
const CAMPAIGNS = ['Spring renewal', 'Autumn fair', 'Winter audit'];
const bareMain = join(import.meta.dirname, 'bare-window/main.js');
const words = 'Twelve plants in food and drink ask for one page that says when, and it must be within two days. ';

const quantile = (values: number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]!;
const median = (values: number[]): number => quantile(values, 0.5);
/** A process and all it started. */
const tree = (pid: number): number[] => {
  const parents = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
    } catch {
      return [];
    }
  });
  const found = [pid];
  for (const at of found) found.push(...parents.filter(({ parent }) => parent === at).map((each) => each.pid));
  return found;
};
/** What these processes hold for themselves, in MB: pages they share are counted once among them. */
const memory = ({ process: { pid } }: DesktopApp): number =>
  tree(pid ?? 0).reduce((sum, each) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      return sum;
    }
  }, 0);
/** Waits until this can be written in; resolves to when it was seen, in ms since the page's navigation began. */
const editable = async (page: Page, of: string): Promise<number> => {
  const found = await page.waitForFunction(
    (text) =>
      [...document.querySelectorAll('[contenteditable=true], [contenteditable=""]')].some((each) =>
        each.textContent?.includes(text),
      ) && performance.now(),
    of,
    { polling: 'raf' },
  );
  return Number(await found.jsonValue());
};
/** From the press on a campaign at home until its brief can be written in, in ms. */
const opensByClick = (page: Page, name: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        const link = [...document.querySelectorAll('a')].find((each) => each.textContent?.includes(wanted));
        const from = performance.now();
        const look = () => {
          const text = document.querySelector('[role=textbox][aria-label="Objective"][contenteditable=true]');
          if (text?.textContent) done(performance.now() - from);
          else requestAnimationFrame(look);
        };
        link?.click();
        look();
      }),
    name,
  );

setup();
const server = new Server();
await server.start();
const profile = newProfile();
const mia = await DesktopPerson.starts('Mia Sorrell', { profile, main: appMain, args: [`--server=${server.url}`] });
await mia.founds('Noticewren', 'Marketing');
const ids: string[] = [];
for (const name of CAMPAIGNS) {
  await mia.home();
  await mia.page.getByRole('button', { name: 'New campaign' }).first().click();
  await mia.page.getByRole('dialog').getByLabel('Name').fill(name);
  await mia.page.getByRole('button', { name: 'Begin with the brief' }).click();
  for (const part of ['Objective', 'Audience', 'Offer', 'Proof']) {
    await mia.text(part).click();
    await mia.page.keyboard.insertText(words.repeat(8));
  }
  await mia.says('On server');
  ids.push(/campaign\/([^/?]+)/.exec(mia.page.url())![1]!);
}
await mia.app.quit();
await server.stop();

const bareProfile = newProfile();
const startBare = async (): Promise<number> => {
  const from = performance.now();
  const app = await launchDesktop({ profile: bareProfile, main: bareMain });
  await editable(await app.firstWindow(), 'Ready');
  const took = performance.now() - from;
  await app.quit();
  return took;
};
let loaded: string[] = [];
/** From the navigation of its cold window, and from a click at home, until a kept campaign can be written in; the server is gone. */
const opens = { cold: [] as number[], click: [] as number[] };
const startOurs = async (): Promise<number> => {
  const from = performance.now();
  const app = await launchDesktop({
    profile,
    main: appMain,
    args: [`--server=${server.url}`, `countersign://campaign/${ids[0]}/brief`],
  });
  const page = await app.firstWindow();
  const at = await editable(page, words.trim());
  const took = performance.now() - from;
  opens.cold.push(at);
  loaded = await page.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime < until)
        .map(({ name }) => new URL(name).pathname),
    at,
  );
  await app.quit();
  return took;
};
const starts = { bare: [] as number[], ours: [] as number[] };
for (let round = 0; round < ROUNDS; round += 1) {
  starts.bare.push(await startBare());
  starts.ours.push(await startOurs());
}

const bare = await launchDesktop({ profile: bareProfile, main: bareMain, args: ['--windows=3'] });
while (bare.windows().length < 3) await new Promise((done) => setTimeout(done, 50));
await Promise.all(bare.windows().map((page) => editable(page, 'Ready')));
const bareMemory = memory(bare);
await bare.quit();
const ours = await launchDesktop({ profile, main: appMain, args: [`--server=${server.url}`] });
const first = await ours.firstWindow();
await first.getByRole('navigation', { name: 'Workspace' }).waitFor();
const home = first.url().replace(/#.*/, '');
for (let click = 0; click < CLICKS; click += 1) {
  await first.goto(`${home}#/`);
  const name = CAMPAIGNS[click % CAMPAIGNS.length]!;
  await first
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .waitFor();
  opens.click.push(await opensByClick(first, name));
}
await first.goto(`${home}#/`);
for (let more = 1; more < CAMPAIGNS.length; more += 1)
  await ours.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.new-window')?.click());
while (ours.windows().length < CAMPAIGNS.length) await new Promise((done) => setTimeout(done, 50));
for (const [index, page] of ours.windows().entries()) {
  await page.getByRole('navigation', { name: 'Workspace' }).waitFor();
  await page.goto(new URL(`${new URL(page.url()).search}#/campaign/${ids[index]}/brief`, page.url()).href);
  await editable(page, words.trim());
}
const oursMemory = memory(ours);
await ours.quit();
await server.remove();
removeProfile(profile);
removeProfile(bareProfile);

const files = ['/index.html', ...new Set(loaded)].filter((path) => /\.(js|css|html)$/.test(path));
const compressed = files.map((path) => ({
  path,
  size: gzipSync(readFileSync(join(builtApp, 'renderer', path)), { level: 9 }).length,
}));
const total = (ending: RegExp) =>
  compressed.filter(({ path }) => ending.test(path)).reduce((sum, { size }) => sum + size, 0);
const row = (what: string, our: string, theirs: string, ratio: string) => `| ${what} | ${our} | ${theirs} | ${ratio} |`;
const times = (a: number, b: number) => `${(a / b).toFixed(2)}x`;
const spread = (values: number[]) => `${median(values).toFixed(0)} ms, p95 ${quantile(values, 0.95).toFixed(0)} ms`;
console.log(
  `desktop host: ${hostName()}; ${cpus().length} cores, ${ROUNDS} starts each, ${CLICKS} clicks, medians, the server gone\n`,
);
console.log(row('what', 'Countersign', 'bare window', 'ratio'));
console.log(row('---', '---', '---', '---'));
console.log(
  row(
    'start to editable, campaign on this laptop',
    `${median(starts.ours).toFixed(0)} ms`,
    `${median(starts.bare).toFixed(0)} ms`,
    times(median(starts.ours), median(starts.bare)),
  ),
);
console.log(
  row(
    'memory, three campaigns in three windows (PSS)',
    `${oursMemory.toFixed(0)} MB`,
    `${bareMemory.toFixed(0)} MB`,
    times(oursMemory, bareMemory),
  ),
);
console.log(row('open a kept campaign: click to editable (to reach: p95 300 ms)', spread(opens.click), '-', '-'));
console.log(row('the same in a cold window: navigation to editable', spread(opens.cold), '-', '-'));
console.log(row('script before the first campaign is editable, gzip', bytes(total(/\.js$/)).trim(), '-', '-'));
console.log(row('styles and page, gzip', bytes(total(/\.(css|html)$/)).trim(), '-', '-'));
for (const { path, size } of compressed.toSorted((a, b) => b.size - a.size).slice(0, 6))
  console.log(`  ${path} ${bytes(size).trim()}`);
