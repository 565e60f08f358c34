import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Door } from './door.ts';

export type Kind = 'relay' | 'ours' | 'hocuspocus' | 'reference';
export const kinds: readonly Kind[] = ['relay', 'ours', 'hocuspocus', 'reference'];

const root = join(import.meta.dirname, '../..');
const peers = join(import.meta.dirname, 'peers');
const scripts: Record<Kind, string> = {
  relay: join(import.meta.dirname, 'servers/relay.ts'),
  ours: join(root, 'sync-server/main.ts'),
  hocuspocus: join(peers, 'hocuspocus.mjs'),
  reference: join(peers, 'y-websocket.cjs'),
};

/** What Node made of the TypeScript is kept, as where our server runs as a service (deploy/countersign.service). */
const compiled = { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled') };

/** The core the server has for itself; the load has the other. */
const SERVER_CORE = '1';
const TICKS_A_SECOND = 100;

/** A run that breaks off leaves no server behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export type Served = {
  kind: Kind;
  url: string;
  /** What it takes to open a room; null where a room has no door. */
  door: Door | null;
  data: string;
  /** Seconds of processor time it has used. */
  cpu: () => number;
  /** Resident bytes. */
  memory: () => number;
  /** Ends it, and gives back its data for another start. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
  remove: () => void;
};

/** Starts a server in a process of its own, on a core of its own. `data`: where an earlier one left off. */
export const serve = async (
  kind: Kind,
  {
    data = mkdtempSync(join(tmpdir(), 'countersign-bench-')),
    door = null,
    env = {},
    pin = true,
    script = scripts[kind],
  }: ServeOptions = {},
): Promise<Served> => {
  const child = spawn(...command(pin, [process.execPath, '--no-warnings', script]), {
    cwd: kind === 'ours' || kind === 'relay' ? root : peers,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATA: data,
      COUNTERSIGN_DATA: data,
      COUNTERSIGN_PORT: '0',
      COUNTERSIGN_SAMPLE: '0',
      ...(kind === 'ours' && compiled),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const url = await addressOf(child, kind);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const opened = kind !== 'ours' ? null : door ? door.movedTo(url) : await Door.found(url);
  return {
    kind,
    url,
    door: opened,
    data,
    cpu: () => cpuOf(child.pid!),
    memory: () => memoryOf(child.pid!),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
};
type ServeOptions = { data?: string; door?: Door | null; env?: Record<string, string>; pin?: boolean; script?: string };

/** Ours on a disk that takes so many ms longer for every commit. */
export const onSlowDisk = (commit: number): ServeOptions => ({
  script: join(import.meta.dirname, 'servers/slow-disk.ts'),
  env: { COMMIT_MS: String(commit) },
});

const command = (pin: boolean, words: string[]): [string, string[]] =>
  pin && process.platform === 'linux' ? ['taskset', ['-c', SERVER_CORE, ...words]] : [words[0]!, words.slice(1)];

const addressOf = (child: ChildProcess, kind: Kind): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4_000);
      const url = /listens on (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', () => reject(new Error(`${kind} did not start: ${said}`)));
  });

/** `taskset` becomes the server, so the child's own numbers are the server's. */
const cpuOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
};
const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;
