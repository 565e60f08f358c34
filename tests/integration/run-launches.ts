import { killLaunches, launchTwice } from './launch-once.ts';
import { endAll } from './team.ts';

// `npm run launches`: the long form of launch-once.test.ts.
const [tries = 1_000, kills = 100] = process.argv.slice(2).map(Number);
const began = performance.now();
const twice = await launchTwice(tries);
process.stdout.write(
  `${twice.tries} times two launches at the same instant: ${twice.once} times one of them launched\n`,
);
const killed = await killLaunches(
  kills,
  () => Math.random() * 15,
  ({ kills: done }) => done % 10 === 0 && process.stderr.write(`${done} kills\n`),
);
process.stdout.write(
  `${killed.kills} kills in the middle of a launch: ${killed.before} had not launched, ${killed.after} had, ${killed.wrong.length} were half\n`,
);
for (const wrong of [...twice.other, ...killed.wrong]) process.stdout.write(`${wrong}\n`);
process.stdout.write(`${Math.round((performance.now() - began) / 1_000)} s\n`);
await endAll();
// Clients' own timers would keep it waiting.
process.exit(twice.once === tries && killed.wrong.length === 0 ? 0 : 1);
