import { parentPort } from 'node:worker_threads';
import { takeSnapshot, type SnapshotJob } from './snapshot.ts';

// A thread of its own, so that a large room does not hold up the others while it is written whole.
parentPort?.on('message', (job: SnapshotJob) => {
  try {
    const snapshot = takeSnapshot(job);
    parentPort?.postMessage(snapshot, [snapshot.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ failed: error instanceof Error ? error.message : 'it failed' });
  }
});
