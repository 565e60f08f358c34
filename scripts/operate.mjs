// npm run backup, restore, device: runs the server's own command on the project's Node, on the terminal of whoever called it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { main, projectNode, root, toolEnv } from './say.mjs';

const [command, ...args] = process.argv.slice(2);
await main(async () => {
  const child = spawn(projectNode(), [join(root, 'sync-server', `${command}.ts`), ...args], {
    cwd: root,
    env: toolEnv({ COUNTERSIGN_DATA: process.env.COUNTERSIGN_DATA ?? join(root, '.data') }),
    stdio: 'inherit',
  });
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
});
