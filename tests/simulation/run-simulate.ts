import { STEPS, shortest, tell, type Told } from './story.ts';

// `npm run simulate [seeds] [first seed]`: simulated worlds, one from each seed. A seed that breaks is printed with its shortest story.
const seeds = Number(process.argv[2] ?? 10_000);
const first = Number(process.argv[3] ?? 1);

type Count = Exclude<keyof Told, 'seed' | 'fault' | 'trace'>;
const sums: Record<Count, number> = {
  edits: 0,
  acknowledged: 0,
  kills: 0,
  refusals: 0,
  forgeries: 0,
  snapshots: 0,
  loads: 0,
  drafts: 0,
  notices: 0,
  calm: 0,
};
const faults: string[] = [];
const calms: number[] = [];
const began = performance.now();
const seconds = (): number => (performance.now() - began) / 1_000;
// A long run that is cut short still says what it did.
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.abort());
for (let seed = first; seed < first + seeds && !ended.signal.aborted; seed += 1) {
  const told = tell(seed);
  for (const each of Object.keys(sums) as Count[]) sums[each] += told[each];
  calms.push(told.calm);
  if (told.fault !== null) {
    faults.push(told.fault);
    console.error(
      `seed ${seed} breaks: ${told.fault}\n  the shortest of its stories that does has ${shortest(seed)} steps of ${STEPS}`,
    );
  }
  await new Promise((resolve) => setImmediate(resolve));
  const done = seed - first + 1;
  if (done % 250 === 0) console.error(`${done} stories, ${faults.length} broken, ${seconds().toFixed(0)} s`);
}
calms.sort((one, other) => one - other);
const count = (fault: RegExp): number => faults.filter((each) => fault.test(each)).length;
const rows: [string, number | string][] = [
  ['stories told (seeds)', `${calms.length} (from ${first})`],
  ['edits', sums.edits],
  ['updates acknowledged', sums.acknowledged],
  ['kills of the server', sums.kills],
  ['commits that the disk refused', sums.refusals],
  ['frames of an intruder that closed their connection', sums.forgeries],
  ['snapshots, loads of a room', `${sums.snapshots}, ${sums.loads}`],
  ['documents that became drafts when rights changed', sums.drafts],
  ['divergences', count(/differs|not calm|gap|otherwise/)],
  ['acknowledged edits lost', count(/acknowledged/)],
  ['letters lost, doubled or come back', count(/letter/)],
  ['words heard of before they were on a disk', count(/no disk/)],
  ['forged words let in', count(/had to be refused/)],
  ['other faults', count(/thrown|honest|refuses|forgotten$/)],
  [
    'simulated seconds until all was calm: half of the stories, the longest',
    `${calms[calms.length >> 1]! / 1_000}, ${calms.at(-1)! / 1_000}`,
  ],
  ['seconds', seconds().toFixed(0)],
];
console.log('| what | count |\n| --- | --- |');
for (const [what, amount] of rows) console.log(`| ${what} | ${amount} |`);
process.exitCode = faults.length > 0 ? 1 : 0;
