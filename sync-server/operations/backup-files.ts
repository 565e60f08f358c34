import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Sorts by time. */
export const nameOf = (at: Date): string => `countersign-${at.toISOString().slice(0, 19).replaceAll(':', '-')}.tar`;

/** Deletes backups of ours beyond the newest `keep`; anything with another name stays. Returns what it deleted. */
export const dropOlder = (folder: string, keep: number): string[] => {
  const ours = readdirSync(folder)
    .filter((name) => /^countersign-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.tar$/.test(name))
    .sort();
  const old = ours.slice(0, Math.max(0, ours.length - keep)).map((name) => join(folder, name));
  for (const path of old) rmSync(path);
  return old;
};
