// npm run dev: the sync server restarts when its sources change, and the renderer reloads in place.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bold, main, projectNode, root, say, toolEnv } from './say.mjs';
import { installPackages } from './set-up.mjs';

const serverPort = process.env.COUNTERSIGN_PORT ?? '4777';
const appPort = process.env.PORT ?? '5173';

await main(async () => {
  await installPackages();
  const origin = `http://127.0.0.1:${appPort}`;
  const children = [
    spawn(projectNode(), ['--watch', '--watch-preserve-output', join(root, 'sync-server', 'main.ts')], {
      cwd: root,
      stdio: 'inherit',
      env: toolEnv({ COUNTERSIGN_PORT: serverPort, COUNTERSIGN_ORIGINS: origin }),
    }),
    spawn(
      projectNode(),
      [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), '--host', '127.0.0.1', '--port', appPort, '--strictPort'],
      {
        cwd: root,
        stdio: 'inherit',
        env: toolEnv({ COUNTERSIGN_SERVER: `http://127.0.0.1:${serverPort}` }),
      },
    ),
  ];
  say(`Open ${bold(origin)}. Ctrl+C ends it.`);
  const end = () => children.forEach((child) => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  await Promise.race(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
  end();
});
