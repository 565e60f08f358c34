// npm start: sets everything up, starts the sync server, says its address, and opens the desktop app where it can. Ctrl+C ends all of it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { getElectron } from './electron.mjs';
import { bold, dim, main, projectNode, root, run, say, toolEnv } from './say.mjs';
import { buildApp, installPackages } from './set-up.mjs';

const data = process.env.COUNTERSIGN_DATA ?? join(root, '.data');
/** How long Electron's binary may take to come, in ms; the address in the browser works all the while. */
const BOUND = Number(process.env.COUNTERSIGN_ELECTRON_BOUND ?? 180_000);
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const mayOpen = process.env.COUNTERSIGN_OPEN !== 'no';

const openInBrowser = (url) => {
  const [file, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  const opener = spawn(file, args, { stdio: 'ignore', detached: true });
  opener.once('error', () => undefined);
  opener.unref();
};

/** The desktop app on this server; resolves to its process, or to null where it stays with the browser. */
const openWindow = async (url) => {
  if (!mayOpen) return null;
  if (!hasDisplay) {
    say('There is no display here, so no window of the desktop app; the address above works in any browser.');
    return null;
  }
  const binary = await getElectron(BOUND);
  const built = binary && (await run(process.execPath, [join(root, 'scripts', 'build-desktop.mjs')], { quiet: true }));
  if (!built || built.code !== 0) {
    say(
      built
        ? `The desktop app did not build, so it opens in the browser:\n${built.output}`
        : 'Electron could not be fetched, so no window of the desktop app; it opens in the browser instead.',
    );
    openInBrowser(url);
    return null;
  }
  say('Opening the desktop app.');
  // As root Chromium has no sandbox of its own to start.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return spawn(binary, [root, ...sandbox, `--server=${url}`], { stdio: 'ignore' });
};

await main(async () => {
  say(bold('Countersign'));
  await installPackages();
  await buildApp();
  say(dim(`  Everything you write is kept in ${data}`));
  const server = spawn(projectNode(), [join(root, 'sync-server', 'main.ts')], {
    cwd: root,
    env: toolEnv({
      COUNTERSIGN_DATA: data,
      COUNTERSIGN_APP: join(root, 'dist', 'renderer'),
      // Where it listens is said below, in a sentence.
      COUNTERSIGN_LOG: process.env.COUNTERSIGN_LOG ?? 'warn',
      NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
    }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let app = null;
  let url = null;
  let ending = false;
  const open = async (address) => {
    app = await openWindow(address);
    if (ending) app?.kill('SIGTERM');
  };
  server.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    if (url !== null) return;
    url = /https?:\/\/[\w.:[\]-]+/.exec(String(chunk))?.[0] ?? null;
    if (url === null) return;
    say(`Open ${bold(url)} in a browser. ${dim('Ctrl+C ends it.')}`);
    void open(url);
  });
  // The window goes first, so that it can still send; the server ends itself in order and says what it could not save.
  const end = async (signal) => {
    if (ending) return;
    ending = true;
    if (app && app.exitCode === null && app.signalCode === null) {
      const gone = new Promise((resolve) => app.once('exit', resolve));
      app.kill('SIGTERM');
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    }
    server.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(signal));
  process.exitCode = await new Promise((resolve) => server.once('exit', (code) => resolve(code ?? 0)));
  if (app) app.kill('SIGTERM');
});
