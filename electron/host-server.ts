import { join } from 'node:path';
import { app, BrowserWindow, type WebContents } from 'electron';
import { refusalOf } from './add-server.ts';
import { APP_ORIGIN } from './contract/ipc.ts';
import type { ServerAnswer } from './contract/desktop.ts';
import { freePort, isFree } from './free-port.ts';
import type { Door, NetworkDoor } from './network-door.ts';
import { push } from './push.ts';
import { runServer, type Running } from './server-process.ts';
import type { Servers } from './servers.ts';

const LOOPBACK = '127.0.0.1';
/** How long after its end a hosted server is started again, and after it could not be started, in ms. */
const AGAIN = 500;
const LATER = 5_000;

/**
 * The sync server of someone who has none. It keeps its address over restarts (the laptop's store and the page's policy name it) and
 * ends with the app, after saving. This machine reaches it at loopback; others by its door, once a person has opened that. While it cannot
 * run, its pages say why, and it is tried again.
 */
export class HostServer {
  readonly #script: string;
  readonly #servers: Servers;
  readonly #door: NetworkDoor;
  #running: Running | null = null;
  #again: NodeJS.Timeout | null = null;
  #ending = false;
  /** Starting, stopping and opening the door come one after the other: two servers on one data folder cannot be. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(script: string, servers: Servers, door: NetworkDoor) {
    this.#script = script;
    this.#servers = servers;
    this.#door = door;
  }

  /** Starts it where this app hosts one. A server that does not start never keeps the app from opening. */
  resume(): void {
    if (this.#servers.hosted() === null) return;
    this.#inTurn(() => this.#start()).catch((error: unknown) => console.error(String(error)));
  }

  async host(page: WebContents): Promise<ServerAnswer> {
    try {
      const { url } = await this.#inTurn(() => this.#start());
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
  letOthersJoin(may: boolean): Promise<{ ok: true; door: Door | null } | { ok: false; says: string }> {
    return this.#inTurn(async () => {
      try {
        if (may) await this.#door.open();
        else this.#door.shut();
        await this.#stop();
        await this.#start();
        return { ok: true, door: this.#door.read() };
      } catch (error) {
        return { ok: false, says: says(error) };
      }
    });
  }

  /** Ends it at quit, within a bound. */
  endWithApp(): void {
    let ended = false;
    app.on('will-quit', (event) => {
      if (ended) return;
      this.#ending = true;
      event.preventDefault();
      void this.#inTurn(() => this.#stop()).finally(() => {
        ended = true;
        app.quit();
      });
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #stop(): Promise<void> {
    if (this.#again) clearTimeout(this.#again);
    const running = this.#running;
    this.#running = null;
    await running?.stop();
  }

  async #start(): Promise<Running> {
    if (this.#running) return this.#running;
    if (this.#ending) throw new Error('The app is closing.');
    try {
      const running = await this.#run();
      this.#running = running;
      this.#tell(null);
      void running.ended.then(() => this.#ended(running));
      return running;
    } catch (error) {
      this.#tell(says(error));
      this.#tryIn(LATER);
      throw error;
    }
  }

  #ended(running: Running): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#tryIn(AGAIN);
  }

  #tryIn(delay: number): void {
    if (this.#again) clearTimeout(this.#again);
    this.#again = this.#ending ? null : setTimeout(() => this.resume(), delay);
  }

  /** Pages show why the server is not there, and look again once it is. */
  #tell(trouble: string | null): void {
    if (!this.#servers.setTrouble(trouble)) return;
    for (const window of BrowserWindow.getAllWindows()) push(window.webContents, 'servers:changed', undefined);
  }

  async #run(): Promise<Running> {
    const before = this.#servers.hosted();
    const port = before === null ? await freePort(LOOPBACK) : Number(new URL(before).port);
    if (!(await isFree(LOOPBACK, port)))
      throw new Error(
        `Another program on this computer uses port ${port}, where this app’s server is reached. End that program, or restart the computer. It is tried again every few seconds.`,
      );
    const run = (door: Door | null) =>
      runServer(this.#script, {
        COUNTERSIGN_DATA: join(app.getPath('userData'), 'server'),
        COUNTERSIGN_HOST: LOOPBACK,
        COUNTERSIGN_PORT: String(port),
        COUNTERSIGN_ORIGINS: APP_ORIGIN,
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

/** Without the settings that the server's own sentences name: nobody can set them here. */
const says = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/,? or set COUNTERSIGN_[^.]*(?=\.)/g, '')
    .replace(/ ?Set COUNTERSIGN_[^.]*\./g, '');
