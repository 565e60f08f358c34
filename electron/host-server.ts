import { createServer } from 'node:net';
import { join } from 'node:path';
import { app } from 'electron';
import { APP_ORIGIN } from './contract/ipc.ts';
import type { ServerAnswer } from './contract/desktop.ts';
import { runServer, type Running } from './server-process.ts';
import type { Servers } from './servers.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/**
 * The sync server of someone who has none. It listens on this machine only, keeps its address over restarts (the laptop's store and
 * the page's policy name it), and ends with the app, after saving.
 */
export class HostServer {
  readonly #script: string;
  readonly #servers: Servers;
  #running: Promise<Running> | null = null;

  constructor(script: string, servers: Servers) {
    this.#script = script;
    this.#servers = servers;
  }

  /** Starts it if an earlier run hosted one. A server that does not start is said in the log; the app opens all the same. */
  resume(): void {
    if (this.#servers.hosted() !== null) this.#start().catch((error: unknown) => console.error(String(error)));
  }

  async host(): Promise<ServerAnswer> {
    try {
      const { url } = await this.#start();
      this.#servers.add({ url, hosted: true });
      return { ok: true, url };
    } catch (error) {
      return {
        ok: false,
        says: `The server did not start here: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
  }

  /** Ends it at quit, within a bound. */
  endWithApp(): void {
    let ended = false;
    app.on('will-quit', (event) => {
      if (ended || !this.#running) return;
      event.preventDefault();
      void this.#running
        .then(({ stop }) => stop())
        .catch(() => undefined)
        .finally(() => {
          ended = true;
          app.quit();
        });
    });
  }

  #start(): Promise<Running> {
    this.#running ??= this.#run().catch((error: unknown) => {
      this.#running = null;
      throw error;
    });
    return this.#running;
  }

  async #run(): Promise<Running> {
    const before = this.#servers.hosted();
    const port = before === null ? await freePort() : Number(new URL(before).port);
    const running = await runServer(this.#script, {
      COUNTERSIGN_DATA: join(app.getPath('userData'), 'server'),
      COUNTERSIGN_HOST: '127.0.0.1',
      COUNTERSIGN_PORT: String(port),
      COUNTERSIGN_ORIGINS: [APP_ORIGIN, process.env['COUNTERSIGN_ORIGINS']].filter(Boolean).join(','),
    });
    void running.ended.finally(() => {
      this.#running = null;
    });
    return running;
  }
}
