import { faultOf } from '../fault.ts';

/** Lines for somebody at a terminal: what is being done, then how it went in its place. Without one, only how it went. */
export const progress = (out: NodeJS.WriteStream = process.stdout) => ({
  doing: (what: string): void => void (out.isTTY && out.write(`  … ${what}`)),
  done: (what: string): void => void out.write(`${out.isTTY ? '\r\u001b[2K' : ''}  ✓ ${what}\n`),
  failed: (what: string): void => void out.write(`${out.isTTY ? '\r\u001b[2K' : ''}  ✗ ${what}\n`),
});

export const bytes = (size: number): string =>
  size < 1_000_000 ? `${Math.ceil(size / 1_000)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
export const count = (number: number, one: string, more = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : more}`;

/** Runs a command: what it makes is its owner's alone, and a fault is a sentence and exit code 1. */
export const command = (work: () => void): void => {
  process.umask(0o077);
  try {
    work();
  } catch (error) {
    const fault = faultOf(error, placeOf(error));
    if (!fault) throw error;
    process.stderr.write(`\n${fault.message}\n`);
    process.exitCode = 1;
  }
};

/** The file that the file system reported something of. */
const placeOf = (error: unknown): string =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
