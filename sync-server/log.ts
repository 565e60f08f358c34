/** What the operator reads: one line per happening. Never a secret, never what people wrote. */
export type Log = (line: string) => void;
export const standardLog: Log = (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`);
