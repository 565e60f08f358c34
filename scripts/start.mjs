// npm start: sets everything up, starts the sync server, opens the app. Ctrl+C ends all of it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bold, dim, main, projectNode, root, say, toolEnv } from './say.mjs';
import { buildApp, installPackages } from './set-up.mjs';

const data = process.env.COUNTERSIGN_DATA ?? join(root, '.data');

const openInBrowser = (url) => {
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay || process.env.COUNTERSIGN_OPEN === 'no') return say(`Open ${bold(url)} in a browser.`);
  const [file, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  const opener = spawn(file, args, { stdio: 'ignore', detached: true });
  opener.once('error', () => say(`Open ${bold(url)} in a browser.`));
  opener.unref();
  say(`Opening ${bold(url)} in your browser.`);
};

await main(async () => {
  say(bold('Countersign'));
  await installPackages();
  await buildApp();
  say(dim(`  Everything you write is kept in ${data}`));
  const server = spawn(projectNode(), [join(root, 'sync-server', 'main.ts')], {
    cwd: root,
    env: toolEnv({ COUNTERSIGN_DATA: data, COUNTERSIGN_APP: join(root, 'dist', 'renderer') }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let opened = false;
  server.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    const url = /https?:\/\/[\w.:[\]-]+/.exec(String(chunk))?.[0];
    if (!url || opened) return;
    opened = true;
    openInBrowser(url);
    say(dim('Ctrl+C ends it.'));
  });
  // The server ends itself in order and says what it could not save; this process only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
  process.exitCode = await new Promise((resolve) => server.once('exit', (code) => resolve(code ?? 0)));
});
