import { fork, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { loud, LoudEmitter } from './loud.ts';

type Options = { env?: NodeJS.ProcessEnv; stdio?: 'pipe' | 'inherit'; serviceName?: string };

class UtilityProcess extends LoudEmitter {
  readonly #child: ChildProcess;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  constructor(script: string, args: string[], options: Options) {
    super();
    const how = options.stdio ?? 'inherit';
    this.#child = fork(script, args, {
      env: options.env ?? process.env,
      stdio: ['ignore', how, how, 'ipc'],
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        '--import',
        new URL('./utility-shim.ts', import.meta.url).href,
      ],
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.once('exit', (code) => this.emit('exit', code ?? 1));
  }
  get pid(): number | undefined {
    return this.#child.exitCode === null ? this.#child.pid : undefined;
  }
  postMessage(message: unknown): void {
    // Electron drops what a process that is gone is told.
    if (this.#child.connected) this.#child.send({ message });
  }
  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = loud(
  { fork: (script: string, args: string[] = [], options: Options = {}) => new UtilityProcess(script, args, options) },
  'utilityProcess',
);
