// Brings a checkout to the state the lock file describes, and builds what is stale. Says nothing when there is nothing to do.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, root, run, step, toolEnv } from './say.mjs';

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

export const installPackages = async () => {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Stop(
      `This needs Node 20 or newer; you have ${process.version}. Install it from nodejs.org and run the command again.`,
    );
  const stamp = join(root, 'node_modules', '.lock-digest');
  const digest = createHash('sha256')
    .update(read(join(root, 'package-lock.json')))
    .digest('hex');
  if (read(stamp) === digest) return;
  await step('Install packages (a minute or two the first time)', async () => {
    const { code, output } = await run(npm, ['ci', '--no-audit', '--no-fund'], { quiet: true, env: process.env });
    if (code !== 0)
      throw new Stop(
        `npm could not install the packages:\n${output.split('\n').slice(-15).join('\n')}\nCheck the network and run the command again.`,
      );
    writeFileSync(stamp, digest);
  });
};

const newest = (path) => {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : info.mtimeMs;
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/** Builds the renderer when a source is newer than the last build. */
export const buildApp = async () => {
  const stamp = join(root, 'dist', '.built');
  const sources = ['renderer', 'domain', 'electron', 'vite.config.ts', 'package-lock.json'].map((name) =>
    newest(join(root, name)),
  );
  if (existsSync(join(root, 'dist', 'renderer', 'index.html')) && newest(stamp) > Math.max(...sources)) return;
  await step('Build the app', async () => {
    rmSync(stamp, { force: true });
    // Whoever asks, a test runner too: React's own development build is three times as large and says where it was built.
    const env = toolEnv({ NODE_ENV: 'production' });
    const { code, output } = await run(npm, ['run', '--silent', 'build'], { quiet: true, env });
    if (code !== 0) throw new Stop(`The app did not build:\n${output}`);
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(stamp, '');
  });
};
