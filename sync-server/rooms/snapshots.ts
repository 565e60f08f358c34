import { Worker } from 'node:worker_threads';
import { takeSnapshot, type Snapshot, type SnapshotJob } from './snapshot.ts';

/** Takes a snapshot away from the turn that asks for it. `done` is called once, in a turn of its own. */
export type TakeSnapshot = (job: SnapshotJob, done: (result: Snapshot | Error) => void) => void;

/** Bytes up to which a room is small. */
const SMALL = 32 * 1024;
/** The thread ends when nothing was asked of it for this long, in ms. */
const KEPT_IDLE = 5_000;

type Waiting = { job: SnapshotJob; done: (result: Snapshot | Error) => void };

/** One snapshot at a time, whichever room it is for, in one thread that lives while there is work. */
class SnapshotThread {
  #worker: Worker | null = null;
  readonly #waiting: Waiting[] = [];
  #working: Waiting | null = null;
  #idle: NodeJS.Timeout | null = null;

  take(job: SnapshotJob, done: Waiting['done']): void {
    this.#waiting.push({ job, done });
    this.#next();
  }

  #next(): void {
    if (this.#working) return;
    if (this.#idle) clearTimeout(this.#idle);
    this.#working = this.#waiting.shift() ?? null;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    if (this.#working) (this.#worker ??= this.#start()).postMessage(this.#working.job);
    else this.#idle = setTimeout(() => this.#end(), KEPT_IDLE).unref();
  }

  #start(): Worker {
    // Beside this file, whether it runs as it is written or bundled.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./snapshot-thread.${extension}`, import.meta.url), {
      // Its heap is not the server's; a room that does not fit stays in its log.
      resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    });
    worker.unref();
    worker.on('message', (result: Snapshot | { failed: string }) =>
      this.#finish('failed' in result ? new Error(result.failed) : result),
    );
    worker.on('error', (error) => {
      this.#worker = null;
      this.#finish(error instanceof Error ? error : new Error('the thread ended'));
    });
    return worker;
  }

  #finish(result: Snapshot | Error): void {
    const working = this.#working;
    this.#working = null;
    working?.done(result);
    this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
  }
}

const thread = new SnapshotThread();

/** A small room takes a few milliseconds, which is less than a thread takes to start; a large one is written in the thread. */
export const takeSnapshotAside: TakeSnapshot = (job, done) => {
  if (job.updates.reduce((sum, { length }) => sum + length, 0) > SMALL) return thread.take(job, done);
  setImmediate(() => done(attempt(job)));
};
const attempt = (job: SnapshotJob): Snapshot | Error => {
  try {
    return takeSnapshot(job);
  } catch (error) {
    return error instanceof Error ? error : new Error('it failed');
  }
};
