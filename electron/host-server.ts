import { join } from 'node:path';
import { app, type WebContents } from 'electron';
import { refusalOf } from './add-server.ts';
import { APP_ORIGIN } from './contract/ipc.ts';
import type { ServerAnswer } from './contract/desktop.ts';
import { freePort } from './free-port.ts';
import type { Door, NetworkDoor } from './network-door.ts';
import { runServer, type Running } from './server-process.ts';
import type { Servers } from './servers.ts';

/** How long after its end a hosted server is started again, in ms. */
const AGAIN = 500;

/**
 * The sync server of someone who has none. It keeps its address over restarts (the laptop's store and the page's policy name it) and
 * ends with the app, after saving. This machine reaches it at loopback; others by its door, once a person has opened that.
 */
export class HostServer {
  readonly #script: string;
  readonly #servers: Servers;
  readonly #door: NetworkDoor;
  #running: Promise<Running> | null = null;
  #ending = false;

  constructor(script: string, servers: Servers, door: NetworkDoor) {
    this.#script = script;
    this.#servers = servers;
    this.#door = door;
  }

  /** Starts it if an earlier run hosted one. A server that does not start is said in the log; the app opens all the same. */
  resume(): void {
    if (this.#servers.hosted() !== null) this.#start().catch((error: unknown) => console.error(String(error)));
  }

  async host(page: WebContents): Promise<ServerAnswer> {
    try {
      const { url } = await this.#start();
      const found = this.#servers.add({ url, hosted: true, fingerprint: null });
      const refusal = refusalOf(found, url);
      if (refusal !== null) return { ok: false, says: refusal };
      if (found === 'new') page.reload();
      return { ok: true, url };
    } catch (error) {
      return { ok: false, says: `The server did not start here: ${says(error)}` };
    }
  }

  get isHosting(): boolean {
    return this.#servers.hosted() !== null;
  }

  get letsOthersJoin(): boolean {
    return this.#door.isOpen();
  }

  /** Opens or shuts the door; the server starts again with it, and everybody's connection comes back by itself. */
  async letOthersJoin(may: boolean): Promise<{ ok: true; door: Door | null } | { ok: false; says: string }> {
    if (may) await this.#door.open();
    else this.#door.shut();
    try {
      const before = this.#running;
      this.#running = null;
      await before?.then(
        ({ stop }) => stop(),
        () => undefined,
      );
      await this.#start();
      return { ok: true, door: this.#door.read() };
    } catch (error) {
      return { ok: false, says: says(error) };
    }
  }

  /** Ends it at quit, within a bound. */
  endWithApp(): void {
    let ended = false;
    app.on('will-quit', (event) => {
      if (ended || !this.#running) return;
      event.preventDefault();
      this.#ending = true;
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
    if (this.#running) return this.#running;
    const running = this.#run();
    this.#running = running;
    const gone = (again: boolean) => {
      if (this.#running !== running) return;
      this.#running = null;
      // One that ran and ended by itself; one that does not even start would only fail again.
      if (again) setTimeout(() => this.resume(), AGAIN);
    };
    running.then(
      ({ ended }) => ended.then(() => gone(!this.#ending)),
      () => gone(false),
    );
    return running;
  }

  async #run(): Promise<Running> {
    const before = this.#servers.hosted();
    const port = before === null ? await freePort('127.0.0.1') : Number(new URL(before).port);
    const run = (door: Door | null) =>
      runServer(this.#script, {
        COUNTERSIGN_DATA: join(app.getPath('userData'), 'server'),
        COUNTERSIGN_HOST: '127.0.0.1',
        COUNTERSIGN_PORT: String(port),
        COUNTERSIGN_ORIGINS: [APP_ORIGIN, process.env['COUNTERSIGN_ORIGINS']].filter(Boolean).join(','),
        ...door?.env,
      });
    const door = this.#door.read();
    try {
      const running = await run(door);
      this.#servers.open(door);
      return running;
    } catch (error) {
      if (!door) throw error;
      // Another program has its port, say. The person at this laptop works on all the same.
      console.error(`Colleagues cannot join at the moment: ${says(error)}`);
      this.#servers.open(null);
      return run(null);
    }
  }
}

const says = (error: unknown): string => (error instanceof Error ? error.message : String(error));
