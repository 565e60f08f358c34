import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Sorts by time. */
export const nameOf = (at: Date): string => `countersign-${at.toISOString().slice(0, 19).replaceAll(':', '-')}.tar`;

/** How long a backup may take; what is older and has no name yet was cut off, in ms. */
const LONGEST = 24 * 60 * 60 * 1_000;

/** Deletes what backups that were cut off left behind. */
export const dropCutOff = (folder: string, now: number): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const unnamed = /^countersign-[\dT-]+\.tar\.(part|copy|copy-wal|copy-shm)$/.test(name);
    if (unnamed && statSync(path).mtimeMs < now - LONGEST) rmSync(path);
  }
};

/** Deletes backups of ours beyond the newest `keep`; anything with another name stays. Returns what it deleted. */
export const dropOlder = (folder: string, keep: number): string[] => {
  const ours = readdirSync(folder)
    .filter((name) => /^countersign-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.tar$/.test(name))
    .sort();
  const old = ours.slice(0, Math.max(0, ours.length - keep)).map((name) => join(folder, name));
  for (const path of old) rmSync(path);
  return old;
};
