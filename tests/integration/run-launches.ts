import { parseArgs } from 'node:util';
import { killLaunches, launchTwice, launchWhileWritten } from './launch-once.ts';
import { endAll } from './team.ts';

// `npm run launches`: the long form of launch-once.test.ts.
const usage = `npm run launches -- [--races N] [--kills N]
  --races  how often two launches race each other, and one races the writing of its text; 1000 unless told
  --kills  how often the server is killed in the middle of a launch; 100 unless told
`;
const wrongUsage = (says: string): never => {
  process.stderr.write(`${says}\n${usage}`);
  process.exit(2);
};
const options = () => {
  try {
    return parseArgs({
      options: {
        races: { type: 'string', default: '1000' },
        kills: { type: 'string', default: '100' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return wrongUsage((error as Error).message);
  }
};
const wanted = (name: 'races' | 'kills', given: string): number =>
  /^\d{1,6}$/.test(given) ? Number(given) : wrongUsage(`--${name} is a number, like --${name} 100.`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const every = (step: number, what: string) => (done: number) => {
  if (done % step === 0) process.stderr.write(`${done} ${what}\n`);
};

const given = options();
if (given.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const races = wanted('races', given.races);
const kills = wanted('kills', given.kills);
const began = performance.now();
const twice = await launchTwice(races);
say(`${twice.tries} times two launches at the same instant: ${twice.once} times one of them launched`);
const written = await launchWhileWritten(races, every(100, 'launches of a text that is written in'));
say(`${written.tries} launches while the text was written in: ${written.exact} launched the bytes that were signed`);
const killed = await killLaunches(
  kills,
  () => Math.random() * 15,
  ({ kills: done }) => every(10, 'kills')(done),
);
say(
  `${killed.kills} kills in the middle of a launch: ${killed.before} had not launched, ${killed.after} had, ${killed.wrong.length} were half`,
);
const wrong = [...twice.other, ...written.other, ...killed.wrong];
for (const each of wrong) say(each);
say(`${Math.round((performance.now() - began) / 1_000)} s`);
await endAll();
// Clients' own timers would keep it waiting.
process.exit(wrong.length === 0 ? 0 : 1);
