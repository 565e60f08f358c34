// npm run build:desktop: main, preload and the bundled sync server into dist/main.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, main, root, run, toolEnv } from './say.mjs';

await main(async () => {
  rmSync(join(root, 'dist', 'main'), { recursive: true, force: true });
  const wanted = process.argv.slice(2);
  for (const part of wanted.length ? wanted : ['main', 'preload', 'sync-server', 'snapshot-thread']) {
    const { code, output } = await run(
      process.execPath,
      [
        join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--config',
        'vite.desktop.config.ts',
        '--logLevel',
        'warn',
      ],
      { quiet: true, env: toolEnv({ PART: part }) },
    );
    if (code !== 0) throw new Stop(`The ${part} program did not build:\n${output}`);
  }
});
