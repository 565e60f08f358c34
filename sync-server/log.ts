import { Fault } from './fault.ts';

export type Level = 'info' | 'warn' | 'error';
/** What else a line tells: ids, numbers, codes and paths of the server's own, under other names than the line's own. */
export type About = { level?: Level; error?: unknown; what?: never; at?: never } & Record<string, unknown>;

/**
 * What the operator reads: one line per happening. `what` is a constant sentence and `about` holds ids and numbers: never a secret,
 * never what people wrote. An error goes into `about.error` and not into the sentence, since its message may quote either.
 */
export type Log = (what: string, about?: About) => void;

const rank: Record<Level, number> = { info: 0, warn: 1, error: 2 };

/** Writes a JSON object per line. `least`: what is less grave is left out. */
export const jsonLog =
  (write: (line: string) => void, least: Level = 'info', now: () => Date = () => new Date()): Log =>
  (what, { level = 'info', error, ...about } = {}) => {
    if (rank[level] < rank[least]) return;
    const entry = { at: now().toISOString(), level, what, ...about, ...(error !== undefined && describe(error)) };
    write(`${JSON.stringify(entry)}\n`);
  };

/** The same for somebody at a terminal. */
export const terminalLog =
  (write: (line: string) => void, least: Level = 'warn'): Log =>
  (what, { level = 'info', error, ...about } = {}) => {
    if (rank[level] < rank[least]) return;
    const more = Object.entries({ ...about, ...(error !== undefined && describe(error)) });
    write(`${what}${more.map(([name, value]) => `\n    ${name}: ${String(value)}`).join('')}\n`);
  };

/**
 * An error as far as it can be told. The message only of our own faults, of SQLite and of the file system, which name files and codes;
 * any other may quote its input (`JSON.parse` does). Where it happened says enough: the sentence stands in the source there.
 */
const describe = (error: unknown): Record<string, string> => {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const names = code === 'ERR_SQLITE_ERROR' || 'syscall' in error || error instanceof Fault;
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' | ');
  return {
    error: error.name,
    ...(code !== null && { code }),
    ...(names && { says: error.message }),
    ...(!(error instanceof Fault) && where !== '' && { where }),
  };
};

const toStandardError = (line: string): void => void process.stderr.write(line);

/** JSON where a program reads it; on a terminal, sentences and only what needs somebody. */
export const standardLog = (least: Level | null = null): Log =>
  process.stderr.isTTY ? terminalLog(toStandardError, least ?? 'warn') : jsonLog(toStandardError, least ?? 'info');
