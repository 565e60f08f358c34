// Imported into a server before its own code: while the file named by FULL_DISK is there, no commit gets onto the disk.
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const marker = process.env['FULL_DISK']!;
// oxlint-disable-next-line typescript/unbound-method
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function (sql: string): void {
  if (sql === 'COMMIT' && existsSync(marker))
    throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  exec.call(this, sql);
};
