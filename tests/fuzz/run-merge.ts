import { ourKit } from './our-kit.ts';
import { stockKit } from './stock-kit.ts';
import { runMixed, runPairs, type Form, type Sum } from './trial.ts';

// `npm run fuzz:merge [trials a pair] [mixed trials]`: ours beside Tiptap as it comes, in the same run.
const each = Number(process.argv[2] ?? 300);
const mixed = Number(process.argv[3] ?? 2000);
const quiet = (): void => {};
const percent = (part: number, of: number): string => (part === 0 ? '0' : `${((part / of) * 100).toFixed(1)} %`);
const say = (what: string, name: string, { trials, lost, doubled, differ, disagrees, thrown, seeds }: Sum): void => {
  const cells = [what, name, trials, percent(lost, trials), percent(doubled, trials), differ, disagrees, thrown];
  console.log(`| ${cells.join(' | ')} |`);
  if (name === ourKit.name && seeds.length > 0) console.log(`seeds: ${seeds.slice(0, 10).join(', ')}`);
};

console.log('| words | editor | merges | lost text | doubled text | replicas differ | editor differs | threw |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
let failed = false;
for (const form of ['unique', 'common'] satisfies Form[])
  for (const kit of [ourKit, stockKit]) {
    const { error, warn } = console;
    // The stock binding tells of each item that it throws away.
    if (kit === stockKit) Object.assign(console, { error: quiet, warn: quiet });
    const sums = [runPairs(kit, form, each), runMixed(kit, form, mixed)] as const;
    Object.assign(console, { error, warn });
    say(`${form}, pairs`, kit.name, sums[0]);
    say(`${form}, mixed`, kit.name, sums[1]);
    if (kit === ourKit) failed ||= sums.some(({ seeds }) => seeds.length > 0);
  }
process.exitCode = failed ? 1 : 0;
