// npm run gate -- [--runs N]: tells N random stories to the gate and to the model of it, a twentieth of them to the server on a real disk.
// npm run gate:mutants: plants each known fault in the gate, and says how soon the stories notice it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main, projectNode, root, run, toolEnv } from './say.mjs';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, mutants: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
const vitest = async (file, env) => {
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'integration', file];
  const { code } = await run(projectNode(), args, { env: toolEnv(env) });
  return code ?? 1;
};
await main(async () => {
  if (!Number.isInteger(runs) || runs < 1) {
    console.error('--runs is a number of stories, like --runs 20000.');
    process.exitCode = 2;
  } else if (values.mutants)
    process.exitCode = await vitest('tests/attacks/stories/planted-faults.test.ts', { COUNTERSIGN_GATE_FAULTS: '1' });
  else {
    const pure = await vitest('tests/attacks/stories/decisions.test.ts', { COUNTERSIGN_GATE_RUNS: String(runs) });
    const share = String(Math.max(1, Math.round(runs / 20)));
    const real = await vitest('tests/attacks/stories/server.test.ts', { COUNTERSIGN_GATE_REAL_RUNS: share });
    process.exitCode = pure || real;
  }
});
