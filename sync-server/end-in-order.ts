import type { RunningServer } from './server.ts';

/** How long saving may take before the process ends without it, in ms. */
const DEADLINE = 8_000;

/** On SIGINT and SIGTERM: saves, says what could not be saved, and ends. A second signal ends at once. */
export const endInOrder = (server: Pick<RunningServer, 'close'>): void => {
  let told = false;
  const end = (signal: NodeJS.Signals): void => {
    if (told) process.exit(1);
    told = true;
    process.stderr.write(`${signal}: saving and ending.\n`);
    setTimeout(() => {
      process.stderr.write('Not everything closed in time; ending now. What was acknowledged is on disk.\n');
      process.exit(1);
    }, DEADLINE).unref();
    void save();
  };
  const save = async (): Promise<void> => {
    try {
      const unsaved = await server.close();
      for (const what of unsaved)
        process.stderr.write(`Not saved: ${what}. It is still on the laptop it was written on.\n`);
      process.exit(unsaved.length > 0 ? 1 : 0);
    } catch (error) {
      process.stderr.write(`Ending failed: ${String(error)}\n`);
      process.exit(1);
    }
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
};
