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
/** An app that ends in error sooner than this never had a window, in ms. */
const NO_WINDOW = 20_000;

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

/** Why the app ended, from the last lines of what it wrote, or null where it ended as it should. */
const whyEnded = (code, signal, written) => {
  if (code === 0) return null;
  if (/sandbox/i.test(written) && process.platform === 'linux')
    return 'this Linux does not let it make its sandbox; “sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0” does, until the computer starts again';
  // Chromium's own lines begin with process, time and place in brackets.
  const lines = written.split('\n').map((line) => line.replace(/^\[[^\]]*\]\s*/, '').trim());
  return lines.findLast((line) => line !== '') ?? `it ended with ${signal ?? code}`;
};

/** Says so where the app ends at once, and opens the browser in its place; later a person has seen its window and closed it. */
const watch = (app, url, isEnding) => {
  const from = Date.now();
  let written = '';
  app.stderr.on('data', (chunk) => {
    written = (written + chunk).slice(-4_000);
  });
  const failed = (why) => {
    if (isEnding() || why === null || Date.now() - from > NO_WINDOW) return;
    say(`The desktop app did not start, so it opens in the browser: ${why}.`.replace(/\.\.$/, '.'));
    openInBrowser(url);
  };
  app.once('error', (error) => failed(error.message));
  app.once('close', (code, signal) => failed(whyEnded(code, signal, written)));
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
  return spawn(binary, [root, ...sandbox, `--server=${url}`], { stdio: ['ignore', 'ignore', 'pipe'] });
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
    if (app) watch(app, address, () => ending);
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
