import { utilityProcess, type UtilityProcess } from 'electron';

/** How long the server may take to say its address, and to save everything when it ends, in ms. */
const START_BOUND = 20_000;
const STOP_BOUND = 10_000;

export type Running = { url: string; stop: () => Promise<void>; ended: Promise<number> };

const withoutSettings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('COUNTERSIGN_')));

/** Runs the bundled sync server in a process of its own, so that neither can take the other down. Resolves once it listens. */
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
  const url = await address(child, ended);
  return {
    url,
    ended,
    stop: async () => {
      child.kill();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, STOP_BOUND))]);
    },
  };
};

const address = (child: UtilityProcess, ended: Promise<number>): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(said.trim().split('\n').at(-1) || why));
    const timer = setTimeout(() => fail('The server did not start in time.'), START_BOUND);
    const read = (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-8_000);
      const url = /https?:\/\/[\w.:[\]-]+/.exec(said)?.[0];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then(() => {
      clearTimeout(timer);
      return fail('The server ended at once.');
    });
  });
