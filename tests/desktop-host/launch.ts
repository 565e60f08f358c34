import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, chromium, type BrowserContext, type Page } from '@playwright/test';
import type { Verdict } from './session.ts';

type Electron = typeof import('electron');
/** What only the double has, and `like-electron` has not: the permission handlers' verdict. */
export type HostOnly = { host: { verdict: (permission: string, url: string) => Verdict } };
/** `like-electron` is the double showing nothing that the real binary would not show. */
export type HostName = 'electron' | 'chromium-host' | 'like-electron';
export type DesktopApp = {
  readonly host: HostName;
  firstWindow: () => Promise<Page>;
  windows: () => Page[];
  context: () => BrowserContext;
  /** Runs a self-contained function in the main process. */
  evaluate: <R, A>(run: (electron: Electron & HostOnly, arg: A) => R | Promise<R>, arg?: A) => Promise<R>;
  /** The `app://` address of a page, whatever origin the host serves it from. */
  url: (page: Page) => string;
  process: ChildProcess;
  /** The browser's own pid; null where a test is not to know it: in the real binary it is the main process. */
  browser: number | null;
  exited: Promise<number | null>;
  output: () => string;
  /** Quits as a person would. */
  quit: () => Promise<number | null>;
  /** SIGKILL to everything at once. */
  kill: () => Promise<void>;
};
export type Launch = { profile: string; args?: string[]; env?: Record<string, string>; main?: string };

const root = join(import.meta.dirname, '../..');
const wanted = (): string => process.env['DESKTOP_HOST'] ?? '';
const builtMain = join(root, 'dist/main/main.js');

/** The real binary, only if it is on disk already: requiring the package under plain Node would start a download. */
export const electronBinary = (): string | null => {
  if (['chromium', 'like-electron'].includes(wanted())) return null;
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = join(folder, 'path.txt');
  const binary = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron',
  );
  return existsSync(binary) ? binary : null;
};

export const hostName = (): HostName =>
  electronBinary() !== null ? 'electron' : wanted() === 'like-electron' ? 'like-electron' : 'chromium-host';

/** Whether sessions outlive the app here. A Linux without a keyring says so with `DESKTOP_KEYCHAIN=none`; tests that need one are then skipped. */
export const hasKeychain = (): boolean => hostName() !== 'like-electron' && process.env['DESKTOP_KEYCHAIN'] !== 'none';

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'countersign-desktop-'));
export const removeProfile = (profile: string): void =>
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });

let said = false;
/** Starts the built app. Says once which host runs it, so that a green run is never mistaken for one on Electron. */
export const launchDesktop = async (launch: Launch): Promise<DesktopApp> => {
  const binary = electronBinary();
  if (!binary && wanted() === 'electron')
    throw new Error('DESKTOP_HOST=electron, but there is no Electron binary here. Run: npx install-electron');
  if (!said) console.log(`desktop host: ${hostName()}`);
  said = true;
  return binary ? onElectron(binary, launch) : onChromium(launch);
};

const onElectron = async (
  executablePath: string,
  { profile, args = [], env = {}, main = builtMain }: Launch,
): Promise<DesktopApp> => {
  const app = await _electron.launch({
    executablePath,
    args: [main, `--profile-dir=${profile}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  });
  const child = app.process();
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  return {
    host: 'electron',
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    context: () => app.context(),
    evaluate: (run, arg) => app.evaluate(run as never, arg as never),
    url: (page) => page.url(),
    process: child,
    browser: null,
    exited,
    output: () => '',
    quit: async () => {
      await app.evaluate(({ app: main }) => main.quit()).catch(() => undefined);
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};

type FromHost =
  | { kind: 'ready'; endpoint: string; browser: number }
  | { kind: 'result'; id: number; value?: unknown; error?: string };

/** The command that runs the built main on the double; a second instance is started with it too. */
export const hostCommand = ({ profile, args = [], main = builtMain }: Launch): [string, string[]] => [
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--import',
    join(import.meta.dirname, 'register.ts'),
    main,
    `--profile-dir=${profile}`,
    ...args,
  ],
];

const onChromium = async (launch: Launch): Promise<DesktopApp> => {
  const [node, args] = hostCommand(launch);
  const child = spawn(node, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      ...(hostName() === 'like-electron' && { HOST_AS: 'electron' }),
      ...launch.env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (process.env['HOST_DEBUG']) process.stderr.write(chunk);
    });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const ready = Promise.withResolvers<{ endpoint: string; browser: number }>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  child.on('message', (message: FromHost) => {
    if (message.kind === 'ready') return ready.resolve(message);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.value);
    else asked?.reject(new Error(message.error));
  });
  void exited.then((code) => {
    const error = new Error(`the main process ended (${code})\n${output}`);
    ready.reject(error);
    waiting.forEach(({ reject }) => reject(error));
    waiting.clear();
    return code;
  });
  const { endpoint, browser: browserPid } = await ready.promise;
  const browser = await chromium.connectOverCDP(endpoint).catch((error: unknown) => {
    throw new Error(`the app came up and went\n${output}`, { cause: error });
  });
  const context = browser.contexts()[0];
  if (!context) throw new Error('the browser has no context');
  // Playwright accepts `beforeunload` when nobody listens; here the host answers it.
  context.on('dialog', (dialog) => void (dialog.type() === 'beforeunload' || dialog.dismiss().catch(() => undefined)));
  let next = 0;
  const evaluate: DesktopApp['evaluate'] = (run, arg) =>
    new Promise((resolve, reject) => {
      const id = (next += 1);
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      child.send({ kind: 'evaluate', id, source: String(run), arg });
    });
  // A page counts once it left the blank one it was born as.
  const windows = () => context.pages().filter((page) => /^https?:/.test(page.url()));
  return {
    host: hostName(),
    windows,
    firstWindow: async () => {
      while (child.exitCode === null && child.signalCode === null) {
        const [page] = windows();
        if (page) return page;
        await new Promise((done) => setTimeout(done, 20));
      }
      throw new Error(`the main process ended before it had a window\n${output}`);
    },
    context: () => context,
    evaluate,
    url: (page) => page.url().replace(/^https:\/\/([^/?#]+)\.app\.invalid(?=[/?#]|$)/, 'app://$1'),
    process: child,
    browser: hostName() === 'like-electron' ? null : browserPid,
    exited,
    output: () => output,
    quit: async () => {
      if (child.exitCode === null && child.signalCode === null)
        await evaluate(({ app }) => app.quit()).catch(() => undefined);
      const code = await exited;
      await browser.close().catch(() => undefined);
      return code;
    },
    kill: async () => {
      try {
        process.kill(browserPid, 'SIGKILL');
      } catch {
        // It went first.
      }
      child.kill('SIGKILL');
      await exited;
      await browser.close().catch(() => undefined);
    },
  };
};
