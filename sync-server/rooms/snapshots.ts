import { Worker } from 'node:worker_threads';
import { takeSnapshot, type Snapshot, type SnapshotJob } from './snapshot.ts';

/** Takes a snapshot away from the turn that asks for it. `done` is called once, in a turn of its own. */
export type TakeSnapshot = (job: SnapshotJob, done: (result: Snapshot | Error) => void) => void;

/** Bytes up to which a room is small. */
const SMALL = 32 * 1024;
/** The thread ends when nothing was asked of it for this long, in ms. */
const KEPT_IDLE = 5_000;

/** No room takes this long: a thread that has not answered by then never will, and others wait for it. In ms. */
const PATIENCE = 60_000;

type Waiting = { job: SnapshotJob; done: (result: Snapshot | Error) => void };
type Answers = { message: (answer: Snapshot | { failed: string }) => void; error: (error: unknown) => void };
/** A thread as this sees it, so that a test needs none. */
export type Thread = { give: (job: SnapshotJob) => void; end: () => void };
export type ThreadPorts = {
  start: (answers: Answers) => Thread;
  /** Does something so many ms later, unless what it returns is called before. */
  after: (ms: number, work: () => void) => () => void;
};

/** One snapshot at a time, whichever room it is for, in one thread that lives while there is work. */
export class SnapshotThread {
  readonly #ports: ThreadPorts;
  #thread: Thread | null = null;
  readonly #waiting: Waiting[] = [];
  #working: Waiting | null = null;
  /** Forgets what is to happen when time has passed: the thread is idle, or it does not answer. */
  #cancel: () => void = () => {};

  constructor(ports: ThreadPorts) {
    this.#ports = ports;
  }

  take(job: SnapshotJob, done: Waiting['done']): void {
    this.#waiting.push({ job, done });
    this.#next();
  }

  #next(): void {
    if (this.#working) return;
    this.#cancel();
    const working = (this.#working = this.#waiting.shift() ?? null);
    if (!working) {
      this.#cancel = this.#ports.after(KEPT_IDLE, () => this.#end());
      return;
    }
    this.#cancel = this.#ports.after(PATIENCE, () => {
      this.#end();
      this.#finish(new Error('it took too long'));
    });
    try {
      (this.#thread ??= this.#start()).give(working.job);
    } catch (error) {
      // No thread is to be had, or the job does not get into it.
      queueMicrotask(() => this.#working === working && this.#finish(asError(error)));
    }
  }

  #start(): Thread {
    // What a thread says that was given up is about a job that nobody waits for.
    const thread = this.#ports.start({
      message: (answer) => {
        if (this.#thread === thread) this.#finish('failed' in answer ? new Error(answer.failed) : answer);
      },
      error: (error) => {
        if (this.#thread !== thread) return;
        this.#thread = null;
        this.#finish(asError(error));
      },
    });
    return thread;
  }

  #finish(result: Snapshot | Error): void {
    const working = this.#working;
    this.#working = null;
    working?.done(result);
    this.#next();
  }

  #end(): void {
    const thread = this.#thread;
    this.#thread = null;
    thread?.end();
  }
}

const startWorker: ThreadPorts['start'] = ({ message, error }) => {
  // Beside this file, whether it runs as it is written or bundled.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./snapshot-thread.${extension}`, import.meta.url), {
    // Its heap is not the server's; a room that does not fit stays in its log.
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  });
  worker.unref();
  worker.on('message', message);
  worker.on('error', error);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    give: (job) => worker.postMessage(job),
    end: () => void worker.terminate(),
  };
};

const thread = new SnapshotThread({
  start: startWorker,
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
});

/** A small room takes a few milliseconds, which is less than a thread takes to start; a large one is written in the thread. */
export const takeSnapshotAside: TakeSnapshot = (job, done) => {
  if (job.updates.reduce((sum, { length }) => sum + length, 0) > SMALL) return thread.take(job, done);
  setImmediate(() => done(attempt(job)));
};
const attempt = (job: SnapshotJob): Snapshot | Error => {
  try {
    return takeSnapshot(job);
  } catch (error) {
    return asError(error);
  }
};
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('the thread ended'));
