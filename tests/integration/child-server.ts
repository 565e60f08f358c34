import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { atEnd } from './team.ts';

export const main = join(import.meta.dirname, '../../sync-server/main.ts');

/** The server as its own process, as `node sync-server/main.ts` runs it. */
export class ChildServer {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  said = '';

  constructor(env: Record<string, string>) {
    this.#child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        ...(process.env['STUB'] ? { NODE_OPTIONS: process.env['STUB'] } : {}),
        COUNTERSIGN_PORT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString('utf8');
      });
    this.ended = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code)));
    atEnd(() => this.end('SIGKILL'));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Its address, once it says it; throws what it said where it ended instead. */
  async url(): Promise<string> {
    let ended = false;
    void this.ended.then(() => (ended = true));
    for (;;) {
      const url = /http:\/\/[\d.]+:\d+/.exec(this.said)?.[0];
      if (url) return url;
      if (ended) throw new Error(`the server ended: ${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    return this.ended;
  }
}
