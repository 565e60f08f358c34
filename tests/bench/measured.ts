import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { z } from 'zod';
import { kinds } from './serve.ts';

const numbers = z.partialRecord(z.enum(kinds), z.number());

/** One line of the table: a number per server, and what ours should be, as a multiple of the relay's or as it is. */
const Row = z.strictObject({
  what: z.string(),
  unit: z.string(),
  numbers,
  /** Of the relay in the same round; the median over the rounds. */
  ratios: numbers,
  reach: z
    .strictObject({ ratio: z.number().optional(), number: z.number().optional(), better: z.enum(['more', 'less']) })
    .nullable(),
});
export type Row = z.infer<typeof Row>;

/** The rows of one section, and of which commit, when and where they were measured. */
const Section = z.strictObject({ on: z.string(), rows: z.array(Row) });
export type Section = z.infer<typeof Section>;

/** A section that was measured just now. */
export const measuredNow = (rows: Row[]): Section => {
  const day = new Date().toISOString().slice(0, 10);
  return {
    on: `${commit()}, ${day}, ${cpus().length} cores, ${cpus()[0]!.model.trim()}, Node ${process.versions.node}`,
    rows,
  };
};

export const keep = (file: string, section: Section): void => writeFileSync(file, JSON.stringify(section));

/** What was kept; null where nothing was, or it does not say when it was measured. */
export const kept = (file: string): Section | null => {
  if (!existsSync(file)) return null;
  const parsed = Section.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
};

/** The commit, and whether the code is another by now; the page itself does not count. */
const commit = (): string => {
  const git = (...words: string[]): string =>
    execFileSync('git', words, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const changed = git('status', '--porcelain', '--', ':/', ':!/docs');
    return `commit ${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'an unknown commit';
  }
};
