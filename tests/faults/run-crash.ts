import { endAll } from '../integration/team.ts';
import { crash, type CrashSum } from './crash.ts';

// `npm run crash [cycles] [longest ms before a kill] [seed]`: SIGKILL of the real server under twenty writers.
const cycles = Number(process.argv[2] ?? 500);
const longest = Number(process.argv[3] ?? 2_000);
const seed = Number(process.argv[4] ?? 1);

// A long run that is cut short still says what it did.
const told = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => told.abort());

const progress = ({ kills, acknowledged, lost, seconds }: CrashSum): boolean => {
  if (kills % 10 === 0)
    console.error(`${kills} kills, ${acknowledged} acknowledged, ${lost} lost, ${seconds.toFixed(0)} s`);
  return told.signal.aborted;
};
const sum = await crash(cycles, { seed, longest, progress });
await endAll();

const rows: [string, number | string][] = [
  ['kills of the server (SIGKILL), 20 clients writing in 2 texts', sum.kills],
  ['of them while clients were still coming back', sum.early],
  ['edits made', sum.edits],
  ['updates acknowledged', sum.acknowledged],
  ['acknowledged updates that the disk did not have', sum.lost],
  ['commands answered, missing from the record', `${sum.commands}, ${sum.commandsLost}`],
  ['files that PRAGMA integrity_check or foreign_key_check faulted', sum.unsound],
  ['records whose hashes, chain or signatures did not hold', sum.brokenChains],
  ['times all clients and the disk were awaited to be equal, and were', sum.convergences],
  ['words lost, words doubled at the end', `${sum.wordsLost}, ${sum.wordsDoubled}`],
  ['seconds', sum.seconds.toFixed(0)],
];
console.log('| what | count |\n| --- | --- |');
for (const [what, count] of rows) console.log(`| ${what} | ${count} |`);
if (sum.first !== null) console.log(`first fault: ${sum.first} (seed ${seed})`);
const bad = sum.lost + sum.commandsLost + sum.unsound + sum.brokenChains + sum.wordsLost + sum.wordsDoubled;
process.exit(bad > 0 ? 1 : 0);
