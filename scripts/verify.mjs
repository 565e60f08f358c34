// npm run verify -- <export> [--head <hash>] [--key <thumbprint>]: checks an exported record offline.
import { join, resolve } from 'node:path';
import { main, projectNode, root, run } from './say.mjs';

const [file, ...rest] = process.argv.slice(2);
await main(async () => {
  const args = file === undefined ? [] : [resolve(process.env.INIT_CWD ?? '.', file), ...rest];
  const { code } = await run(projectNode(), [join(root, 'sync-server', 'verify.ts'), ...args]);
  process.exitCode = code;
});
