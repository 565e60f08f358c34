// Imported into a command before its own code: it is killed right after it has changed the disk for the KILLED_AT-th time.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env['KILLED_AT']);
const counted =
  <A extends unknown[], R>(work: (...args: A) => R) =>
  (...args: A): R => {
    const result = work(...args);
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return result;
  };
Object.assign(fs, {
  renameSync: counted(fs.renameSync),
  mkdirSync: counted(fs.mkdirSync),
  rmSync: counted(fs.rmSync),
});
syncBuiltinESMExports();
