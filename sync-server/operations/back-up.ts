import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Digest, Id } from '../../domain/id.ts';
import { Fault, faultOf } from '../fault.ts';
import { openToRead } from '../store/database.ts';
import { SCHEMA_VERSION } from '../store/schema.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { ArchiveWriter, readArchive, readEntry } from './archive.ts';
import { checkWorkspace, type Checked } from './check-workspace.ts';

export const MANIFEST = 'backup.json';
/** Written last: a backup without it was not finished. */
export const Manifest = z.object({
  format: z.literal(1),
  at: z.iso.datetime(),
  workspaces: z.array(
    z.object({ id: Id, file: z.string(), size: z.int(), sha256: Digest, events: z.int(), head: Digest }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

export type BackupStep =
  | { kind: 'copying'; id: Id; place: number; of: number }
  | { kind: 'copied'; checked: Checked; size: number }
  | { kind: 'left out'; id: Id; says: string }
  | { kind: 'reading back' };
export type BackedUp = { workspaces: Checked[]; leftOut: Id[] };

/** How long a page of work of the running server may hold the copy up, in ms. */
const BUSY = 10_000;

/**
 * Writes all workspaces of a data folder into one file, also while a server works in it: each is copied as of one moment
 * (`VACUUM INTO`, one read transaction, so it neither waits for a quiet time nor begins again), opened and checked as a server would,
 * and the finished file is read back. It gets its name last. A damaged workspace is left out and said, the others are kept.
 */
export const backUp = (data: string, to: string, said: (step: BackupStep) => void): BackedUp => {
  const folder = join(data, 'workspaces');
  if (!existsSync(folder))
    throw new Fault(
      'bad setting',
      `${data} is not a data folder of Countersign. Set COUNTERSIGN_DATA to the folder that the server uses.`,
    );
  if (existsSync(to)) throw new Fault('bad setting', `${to} is there already. Name another file.`);
  const ids = readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => name.slice(0, -'.sqlite'.length))
    .filter((id) => Id.safeParse(id).success)
    .sort();
  const part = `${to}.part`;
  const copy = `${to}.copy`;
  const remove = (): void => {
    for (const each of [part, copy, `${copy}-wal`, `${copy}-shm`]) rmSync(each, { force: true });
  };
  remove();
  const manifest: Manifest = { format: 1, at: new Date().toISOString(), workspaces: [] };
  const done: BackedUp = { workspaces: [], leftOut: [] };
  try {
    const archive = new ArchiveWriter(part);
    try {
      for (const [index, id] of ids.entries()) {
        said({ kind: 'copying', id, place: index + 1, of: ids.length });
        const file = `${id}.sqlite`;
        try {
          copyDatabase(join(folder, file), copy);
          const checked = checkWorkspace(copy, id);
          const { events, head } = checked;
          const { size, sha256 } = archive.addFile(file, copy);
          manifest.workspaces.push({ id, file, size, sha256, events, head });
          done.workspaces.push(checked);
          said({ kind: 'copied', checked, size });
        } catch (error) {
          const fault = faultOf(error, join(folder, file));
          if (fault?.code !== 'damaged') throw fault ?? error;
          done.leftOut.push(id);
          said({ kind: 'left out', id, says: fault.message });
        }
        rmSync(copy, { force: true });
      }
      archive.addText(MANIFEST, JSON.stringify(manifest, null, 2));
    } catch (error) {
      archive.abandon();
      throw error;
    }
    archive.finish();
    said({ kind: 'reading back' });
    checkBackup(part);
    renameSync(part, to);
    syncFolder(dirname(to));
    return done;
  } catch (error) {
    remove();
    throw faultOf(error, to) ?? error;
  }
};

/** What a backup holds. Throws a Fault where a byte of it is not as it was written. */
export const checkBackup = (path: string): Manifest => {
  const entries = readArchive(path);
  const broken = (says: string): Fault => new Fault('bad backup', `${path} ${says} Take another backup.`);
  const last = entries.at(-1);
  if (last?.name !== MANIFEST) throw broken('is not a backup of Countersign that was finished.');
  let text = '';
  readEntry(path, last, (chunk) => (text += chunk.toString('utf8')));
  const parsed = Manifest.safeParse(parse(text));
  if (!parsed.success || parsed.data.workspaces.some(({ id, file }) => file !== `${id}.sqlite`))
    throw broken('was made by another version, or its list cannot be read.');
  for (const { file, size, sha256 } of parsed.data.workspaces) {
    const entry = entries.find(({ name }) => name === file);
    if (entry?.size !== size || readEntry(path, entry, () => undefined) !== sha256)
      throw broken(`is damaged: ${file} in it is not as it was written.`);
  }
  return parsed.data;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const copyDatabase = (from: string, to: string): void => {
  let db: DatabaseSync | null = null;
  try {
    // Not by `openDatabase`: a backup changes nothing, not even an older file's tables.
    db = openToRead(from, BUSY);
    const [version] = Object.values(db.prepare('PRAGMA user_version').get() ?? {});
    if (Number(version) > SCHEMA_VERSION)
      throw new Fault('newer version', `${from} was written by a newer Countersign. Back it up with that one.`);
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db?.close();
  }
};
