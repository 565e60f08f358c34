import { utilityProcess, type UtilityProcess } from 'electron';
import { within } from './within.ts';

/** How long the server may take to listen, and to save everything when it is to end, in ms. */
const START_BOUND = 20_000;
const STOP_BOUND = 10_000;
/** How long what it wrote before its end may take to arrive, in ms. */
const LAST_WORDS = 1_000;

/** `stop` resolves once the process is gone: after saving, or by force where that takes too long. `ended` is its exit code. */
export type Running = { url: string; stop: () => Promise<void>; ended: Promise<number> };

const withoutSettings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('COUNTERSIGN_')));

/** Without a word: a process that hangs still holds the data folder, and no later one could start there. */
const kill = async ({ pid }: UtilityProcess, ended: Promise<number>): Promise<void> => {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went by itself.
  }
  await ended;
};

/**
 * Runs the bundled sync server in a process of its own, so that neither can take the other down. Resolves once it listens; rejects with its
 * own last sentence where it ended, or says that it took too long, and leaves no process behind.
 */
export const runServer = async (script: string, env: Record<string, string>): Promise<Running> => {
  const child = utilityProcess.fork(script, [], {
    // Settings of a server that somebody runs beside the app are not this one's.
    env: { ...withoutSettings(process.env), ...env },
    stdio: 'pipe',
    serviceName: 'Countersign sync server',
  });
  const ended = new Promise<number>((resolve) => {
    child.once('exit', resolve);
  });
  // Its exit is told besides; without a listener this would end the app.
  child.on('error', (...what) => console.error('The hosted server failed.', ...what));
  const listens = address(child.stdout);
  const complaint = lastLine(child.stderr);
  const up = Promise.race([listens, ended.then(() => null)]);
  const inTime = await within(START_BOUND, up);
  const url = inTime ? await up : null;
  if (url === null) {
    await kill(child, ended);
    throw new Error(
      (await complaint()) ?? (inTime ? 'The server ended at once.' : 'The server did not start in time.'),
    );
  }
  return {
    url,
    ended,
    stop: async () => {
      // Not a signal: Windows has none that a process could answer by saving.
      // A utility process has no origin to name.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      child.postMessage('end');
      if (!(await within(STOP_BOUND, ended))) await kill(child, ended);
    },
  };
};

/** The address in the line with which the server says that it listens. Nothing else it prints is taken for one. */
const address = (stdout: NodeJS.ReadableStream | null): Promise<string> =>
  new Promise((resolve) => {
    let rest = '';
    stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const url = /^Countersign listens on (https?:\/\/[^\s,]+)/.exec(line)?.[1];
        if (url) resolve(url);
      }
    });
  });

/** The last sentence it complained with; its log, a JSON object per line, and the places in a stack are none. */
const lastLine = (stderr: NodeJS.ReadableStream | null): (() => Promise<string | null>) => {
  let said = '';
  stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-8_000);
  });
  // Its end may come before its last words.
  const closed = new Promise<void>((resolve) => (stderr ? stderr.once('close', resolve) : resolve()));
  return async () => {
    await within(LAST_WORDS, closed);
    return said.split('\n').findLast((line) => /^[^\s{]/.test(line)) ?? null;
  };
};
