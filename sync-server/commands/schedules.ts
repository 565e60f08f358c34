import type { Log } from '../log.ts';
import type { Workspace } from './workspace-actor.ts';

/** Timers longer than this overflow to at once; a clock that was set meanwhile is noticed, too. */
const LOOK_AGAIN = 60_000;

/** Launches what was scheduled when its time comes, and at the start what came due while the server was down. Returns its undo. */
export const keepSchedules = (
  workspace: Workspace,
  { log, clock }: { log: Log; clock: () => number },
): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    clearTimeout(timer);
    let due: number | null = null;
    try {
      due = workspace.runSchedules();
    } catch (error) {
      log('schedules could not be kept, trying again', { level: 'error', workspace: workspace.id, error });
    }
    const now = clock();
    // Still due after it was looked at means that the disk refused; asked again without a busy loop.
    const wait = due === null || due <= now ? LOOK_AGAIN : Math.min(due - now, LOOK_AGAIN);
    timer = setTimeout(look, wait);
    timer.unref();
  };
  const stop = workspace.listen((rows) => {
    if (rows.some(({ event }) => event.kind.startsWith('launch'))) queueMicrotask(look);
  });
  look();
  return () => {
    clearTimeout(timer);
    stop();
  };
};
