import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Lock } from './lock.ts';
import { LoudEmitter, prevented } from './loud.ts';
import { state } from './state.ts';

/** What the app needs of its windows to quit. Filled in by browser-window.ts, which knows this file. */
export type Closable = { close: () => void; closeSettled: Promise<void>; isDestroyed: () => boolean };

type Package = { name?: string; productName?: string; version?: string };

class App extends LoudEmitter {
  readonly isPackaged = false;
  readonly #paths = new Map<string, string>();
  readonly #lock = new Lock();
  readonly #isReady = Promise.withResolvers<void>();
  readonly #package: Package;
  windows: () => Closable[] = () => [];

  constructor() {
    super();
    let folder = dirname(resolve(process.argv[1] ?? '.'));
    while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
    this.#paths.set('app', folder);
    this.#package = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
  }

  readonly commandLine = {
    appendSwitch: (name: string, value?: string): void => {
      state.switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
    },
  };

  getAppPath(): string {
    return this.getPath('app');
  }
  getName(): string {
    return this.#package.productName ?? this.#package.name ?? 'Electron';
  }
  getVersion(): string {
    return this.#package.version ?? '0.0.0';
  }
  getPath(name: string): string {
    const set = this.#paths.get(name);
    if (set !== undefined) return set;
    if (name === 'home') return homedir();
    if (name === 'appData') return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
    if (name === 'userData') return join(this.getPath('appData'), this.getName());
    if (name === 'temp') return tmpdir();
    if (name === 'downloads') return join(this.getPath('home'), 'Downloads');
    if (name === 'logs') return join(this.getPath('userData'), 'logs');
    throw new Error(`desktop host: app.getPath('${name}') is not modelled`);
  }
  setPath(name: string, path: string): void {
    if (state.ready)
      throw new Error(`desktop host: setPath('${name}') after ready comes too late for Chromium's profile`);
    this.#paths.set(name, path);
  }

  isReady(): boolean {
    return state.ready;
  }
  whenReady(): Promise<void> {
    return this.#isReady.promise;
  }
  /** Called once by the host, when Chromium answers. */
  becomeReady(): void {
    state.ready = true;
    this.emit('ready', {}, {});
    this.#isReady.resolve();
  }

  setAsDefaultProtocolClient(_scheme: string): boolean {
    return true;
  }

  requestSingleInstanceLock(): boolean {
    return this.#lock.take(this.getPath('userData'), ({ args, cwd }) => {
      void this.whenReady().then(() => this.emit('second-instance', {}, args, cwd, null));
    });
  }
  hasSingleInstanceLock(): boolean {
    return this.#lock.held;
  }

  quit(): void {
    if (state.quitting || state.exiting) return;
    if (prevented(this, 'before-quit')) return;
    state.quitting = true;
    void this.#finish();
  }
  async #finish(): Promise<void> {
    // A window that stays has cancelled the quit already, and another may have begun since.
    if (!(await this.#closeAll())) return;
    if (prevented(this, 'will-quit')) state.quitting = false;
    else this.exit(0);
  }
  async #closeAll(): Promise<boolean> {
    for (const window of this.windows()) {
      window.close();
      await window.closeSettled;
      if (!window.isDestroyed()) return false;
    }
    return true;
  }

  exit(code = 0): void {
    if (state.exiting) return;
    state.exiting = true;
    this.emit('quit', {}, code);
    void endChromium().then(() => process.exit(code));
  }
}

const endChromium = async (): Promise<void> => {
  const { chromium } = state;
  if (!chromium || chromium.cdp.closed) return;
  const gone = new Promise((done) => chromium.process.once('exit', done));
  void chromium.cdp.send('Browser.close').catch(() => undefined);
  await Promise.race([gone, wait(4_000)]);
  if (chromium.process.exitCode === null) chromium.process.kill('SIGKILL');
};

export const app = new App();
