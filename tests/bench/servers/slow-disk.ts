import { DatabaseSync } from 'node:sqlite';

// Our server as it is run, on a disk that takes COMMIT_MS longer for every commit and holds up the process meanwhile, as a slow fsync does.
const takes = Number(process.env['COMMIT_MS']);
// oxlint-disable-next-line typescript/unbound-method -- called with the database below
const { exec } = DatabaseSync.prototype;
const never = new Int32Array(new SharedArrayBuffer(4));
DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql);
  if (sql === 'COMMIT') Atomics.wait(never, 0, 0, takes);
};
await import('../../../sync-server/main.ts');
