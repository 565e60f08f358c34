import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { electronBinary, hostCommand, type Launch } from '../desktop-host/launch.ts';

/** Starts the app once more on a profile that is in use, as a click on a link does. Resolves to its exit code. */
export const secondStart = async ({ profile, main = '', args = [] }: Launch): Promise<number | null> => {
  const binary = electronBinary();
  const [file, all] = binary
    ? [binary, [main, `--profile-dir=${profile}`, ...args]]
    : hostCommand({ profile, main, args });
  const child = spawn(file, all, { stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } });
  // One that ignores the lock would run for ever.
  onTestFinished(() => void child.kill('SIGKILL'));
  return new Promise<number | null>((done) => child.once('exit', done));
};
