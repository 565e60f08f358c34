import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** The real server as its own process, on its own data folder; it keeps its address over restarts, as a team's server does. */
export class Server {
  readonly data = mkdtempSync(join(tmpdir(), 'countersign-'));
  #port = 0;
  #child: ChildProcess | null = null;
  #exited: Promise<unknown> = Promise.resolve();

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(settings: Record<string, string> = {}): Promise<void> {
    this.#port ||= await freePort();
    const child = spawn(process.execPath, [join(root, 'sync-server/main.ts')], {
      cwd: root,
      env: {
        ...process.env,
        ...settings,
        COUNTERSIGN_DATA: this.data,
        COUNTERSIGN_PORT: String(this.#port),
        COUNTERSIGN_APP: process.env['COUNTERSIGN_APP'] ?? join(root, 'dist/renderer'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      this.#exited = new Promise((done) =>
        child.once('exit', (code) => (done(code), reject(new Error(`the server ended: ${said}`)))),
      );
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          said += chunk;
          if (said.includes(this.url)) resolve();
        });
    });
  }

  /** Ends the process; `SIGKILL` gives it no chance to save anything. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#child?.kill(signal);
    await this.#exited;
    this.#child = null;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }
}
