import { EventEmitter } from 'node:events';
import type { Log } from './log.ts';
import type { RunningServer } from './server.ts';
import type { Unsaved } from './workspaces.ts';

/** How long saving and closing may take before the process ends without it, in ms. Less than any supervisor's own patience. */
const DEADLINE = 9_000;

/**
 * On SIGINT and SIGTERM: saves, names what could not be saved, and ends; with code 1 where that is anything. A second signal ends at
 * once. After an error that nobody caught: names what is not saved, and ends with code 1.
 */
export const endInOrder = ({ close, workspaces }: RunningServer, log: Log): void => {
  let told = false;
  const leave = (unsaved: readonly Unsaved[], inTime = true): never => {
    for (const { workspace, room, updates } of unsaved)
      log('not saved; whoever wrote it still has it on their laptop', { level: 'error', workspace, room, updates });
    log('ended', { unsaved: unsaved.length });
    process.exit(inTime && unsaved.length === 0 ? 0 : 1);
  };
  const end = (signal: NodeJS.Signals): void => {
    if (told) process.exit(1);
    told = true;
    log('saving and ending', { signal });
    setTimeout(() => {
      log('not everything closed in time; ending now', { level: 'error' });
      leave(workspaces.unsaved, false);
    }, DEADLINE).unref();
    close().then(
      (unsaved) => leave(unsaved),
      (error: unknown) => {
        log('ending failed', { level: 'error', error });
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  // It may have left anything half done in memory, so nothing more is written. What was acknowledged is on the disk.
  process.on('uncaughtException', (error) => {
    log('the server made a mistake and ends at once', { level: 'error', error });
    leave(workspaces.unsaved, false);
  });
  // The desktop app says it by message: Windows has no signal that a process could answer by saving.
  const parentPort: unknown = Reflect.get(process, 'parentPort');
  if (parentPort instanceof EventEmitter) parentPort.once('message', () => end('SIGTERM'));
};
