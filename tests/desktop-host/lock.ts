import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type HandOver = { args: string[]; cwd: string };

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

/** The single-instance lock: a file with the holder's pid, and a folder where later ones leave their arguments before they end. */
export class Lock {
  #held: string | null = null;

  take(userData: string, onSecond: (from: HandOver) => void): boolean {
    if (this.#held !== null) return true;
    const file = join(userData, 'host-lock.pid');
    const letters = join(userData, 'host-lock.d');
    mkdirSync(letters, { recursive: true });
    for (let tries = 0; tries < 5; tries += 1) {
      try {
        writeFileSync(file, String(process.pid), { flag: 'wx' });
      } catch {
        if (!isAlive(Number(existsSync(file) ? readFileSync(file, 'utf8') : 0))) {
          rmSync(file, { force: true });
          continue;
        }
        const letter = join(letters, `${process.pid}`);
        writeFileSync(`${letter}.part`, JSON.stringify({ args: process.argv, cwd: process.cwd() } satisfies HandOver));
        renameSync(`${letter}.part`, `${letter}.json`);
        return false;
      }
      this.#held = file;
      for (const old of readdirSync(letters)) rmSync(join(letters, old), { force: true });
      const read = () => {
        for (const name of readdirSync(letters).filter((each) => each.endsWith('.json'))) {
          const from = JSON.parse(readFileSync(join(letters, name), 'utf8')) as HandOver;
          rmSync(join(letters, name));
          onSecond(from);
        }
      };
      watch(letters, { persistent: false }, read);
      // A busy machine drops events of its file system now and then.
      setInterval(() => existsSync(letters) && read(), 250).unref();
      process.on('exit', () => this.release());
      return true;
    }
    return false;
  }

  get held(): boolean {
    return this.#held !== null;
  }

  release(): void {
    if (this.#held !== null) rmSync(this.#held, { force: true });
    this.#held = null;
  }
}
