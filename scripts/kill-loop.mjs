// npm run kill-loop: 300 kills of the desktop app while typing (or as many as named).
import { join } from 'node:path';
import { main, root, run, toolEnv } from './say.mjs';

await main(async () => {
  const { code } = await run(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      'desktop',
      'tests/desktop/kill-loop.test.ts',
    ],
    { env: toolEnv({ KILLS: process.argv[2] ?? '300' }) },
  );
  process.exitCode = code;
});
