import { DatabaseSync } from 'node:sqlite';
import { vi } from 'vitest';
import { atEnd } from '../integration/team.ts';

type Exec = (this: DatabaseSync, sql: string) => void;
type File = { db: DatabaseSync; exec: Exec };
type Fault = 'none' | 'full' | 'failing' | 'slow';
/** SQLite's own words and code for a disk that reports an error (SQLITE_IOERR). */
const ioError = (): Error =>
  Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10, errstr: 'disk I/O error' });

/** The disk under every workspace that a server of this process opens from now on. */
export class Disk {
  #fault: Fault = 'none';
  readonly #files: File[] = [];
  begun = 0;
  commits = 0;

  constructor() {
    const take = (db: DatabaseSync): void => this.#take(db, exec);
    const exec = Reflect.get(DatabaseSync.prototype, 'exec');
    // A workspace's connection is the one that is told to keep a write-ahead log.
    const spy = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
      if (sql.includes('journal_mode = WAL')) take(this);
      exec.call(this, sql);
    });
    atEnd(() => spy.mockRestore());
  }

  /** SQLite gets no page more than it has. */
  fill(): void {
    this.#fault = 'full';
    for (const file of this.#open()) this.#pages(file, 'page_count');
  }
  /** Every commit reports an error, and took no place. */
  fail(): void {
    this.#fault = 'failing';
  }
  /** Every commit takes this long. */
  slow(): void {
    this.#fault = 'slow';
  }
  mend(): void {
    if (this.#fault === 'full') for (const file of this.#open()) this.#pages(file, 'most');
    this.#fault = 'none';
  }

  /** Transactions that came to nothing. */
  get refusals(): number {
    return this.begun - this.commits;
  }

  #open(): File[] {
    return this.#files.filter(({ db }) => db.isOpen);
  }

  #pages({ db, exec }: File, to: 'page_count' | 'most'): void {
    const count = to === 'most' ? 1_073_741_823 : Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    exec.call(db, `PRAGMA max_page_count = ${count}`);
  }

  #take(db: DatabaseSync, exec: Exec): void {
    this.#files.push({ db, exec });
    db.exec = (sql) => {
      if (sql !== 'COMMIT') {
        if (sql.startsWith('BEGIN')) this.begun += 1;
        return exec.call(db, sql);
      }
      if (this.#fault === 'failing') throw ioError();
      if (this.#fault === 'slow') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SLOW);
      this.commits += 1;
      return exec.call(db, sql);
    };
  }
}
const SLOW = 40;
