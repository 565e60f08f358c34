import type { Log } from '../log.ts';
import type { Workspace } from './workspace-actor.ts';

/** In ms: a clock that was set meanwhile is noticed within it, and no timer is so long that it overflows. */
const LOOK_AGAIN = 60_000;
/**
 * After what a disk refused, in ms, then twice as long each time: a file that another program held for a second must not have a launch
 * missed that may be a minute late.
 */
const FIRST_RETRY = 2_000;

/** Launches what was scheduled when its time comes, and at the start what came due while the server was down. Returns its undo. */
export const keepSchedules = (
  workspace: Pick<Workspace, 'id' | 'runSchedules' | 'listen'>,
  { log, clock }: { log: Log; clock: () => number },
): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  let retry = FIRST_RETRY;
  const look = (): void => {
    clearTimeout(timer);
    let due: number | null = null;
    let failed = false;
    try {
      due = workspace.runSchedules();
    } catch (error) {
      failed = true;
      log('schedules could not be kept, trying again', { level: 'error', workspace: workspace.id, error });
    }
    const now = clock();
    // Still due after it was looked at means that the disk refused.
    failed ||= due !== null && due <= now;
    const wait = failed ? retry : Math.min(due === null ? LOOK_AGAIN : due - now, LOOK_AGAIN);
    retry = failed ? Math.min(retry * 2, LOOK_AGAIN) : FIRST_RETRY;
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
