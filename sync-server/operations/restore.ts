import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Id } from '../../domain/id.ts';
import type { NewEvent } from '../../domain/event.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { Fault } from '../fault.ts';
import { beforeRestore, openDataFolder, putRestoredInPlace } from '../store/data-folder.ts';
import { openToRead } from '../store/database.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { copyEntry, readArchive } from './archive.ts';
import { checkBackup } from './back-up.ts';
import { checkWorkspace, withWorkspace, type Checked } from './check-workspace.ts';
import { newestEpoch, raiseEpochs } from './epochs.ts';

export type RestoreStep =
  | { kind: 'checking' }
  | { kind: 'putting back'; id: Id; place: number; of: number }
  | { kind: 'put back'; checked: Checked; unscheduled: number; sessionsEnded: number };
/** `kept`: the folder with what stood there before, null where nothing did. */
export type Restored = { workspaces: Checked[]; kept: string | null; at: string };

/**
 * Puts the workspaces of a backup, or the named one of them, in the place of what a data folder has. No server may use the folder.
 * Everything is made ready and checked beside it first; others of its workspaces stay as they are.
 */
export const restore = (
  data: string,
  backup: string,
  only: Id | null,
  said: (step: RestoreStep) => void,
  now: () => number = Date.now,
): Restored => {
  // Held to the end: a server that is started meanwhile is told that the folder is in use.
  const folder = openDataFolder(data);
  const time = new Date(now()).toISOString().replace(/[:.]/g, '-');
  const making = join(data, `restoring-${time}`);
  try {
    said({ kind: 'checking' });
    const { workspaces, at } = checkBackup(backup);
    const chosen = workspaces.filter(({ id }) => only === null || id === only);
    if (chosen.length === 0)
      throw new Fault(
        'bad backup',
        only === null
          ? `${backup} holds no workspace. There is nothing to put back.`
          : `${backup} holds no workspace ${only}. It holds ${workspaces.map(({ id }) => id).join(', ') || 'none'}.`,
      );
    mkdirSync(making, { mode: 0o700 });
    const entries = readArchive(backup);
    const checked: Checked[] = [];
    for (const [index, { id, file, sha256 }] of chosen.entries()) {
      said({ kind: 'putting back', id, place: index + 1, of: chosen.length });
      const ready = join(making, file);
      const entry = entries.find(({ name }) => name === file);
      if (!entry || copyEntry(backup, entry, ready) !== sha256)
        throw new Fault('bad backup', `${backup} changed while it was read. Try again.`);
      const made = makeReady(ready, join(data, 'workspaces', file), id, now);
      checked.push(made.checked);
      said({ kind: 'put back', ...made });
    }
    const replaces = chosen.some(({ file }) => existsSync(join(data, 'workspaces', file)));
    // From here on it happens, even if it has to be finished by the next start.
    syncFolder(making);
    renameSync(making, join(data, `restored-${time}`));
    syncFolder(data);
    putRestoredInPlace(data);
    return { workspaces: checked, kept: replaces ? join(data, beforeRestore(time)) : null, at };
  } finally {
    rmSync(making, { recursive: true, force: true });
    folder.close();
  }
};

/** Turns the copy of a workspace into one that clients of a newer state will not merge with. `old` is what it is to replace, if it can be read. */
const makeReady = (
  file: string,
  old: string,
  id: Id,
  now: () => number,
): { checked: Checked; unscheduled: number; sessionsEnded: number } => {
  const before = readOld(old);
  const { unscheduled, sessionsEnded } = withWorkspace(file, id, (workspace, store, db) => {
    // Seconds since 1970 stand above every epoch that was ever given out, also where the newer data is gone for good.
    const epoch = Math.max(newestEpoch(db), before.epoch, Math.floor(now() / 1_000)) + 1;
    return store.transaction(() => {
      raiseEpochs(db, epoch);
      // Used or taken back since the backup, a link would open again.
      db.exec('DELETE FROM invite_secrets; DELETE FROM device_links;');
      const scheduled = unscheduling(workspace.state());
      const went: NewEvent = { kind: 'restored', data: { head: workspace.state().head }, campaign: null };
      workspace.append([went, ...scheduled], { server: 'restore' });
      return { unscheduled: scheduled.length, sessionsEnded: carrySessions(db, before.sessions, workspace.state()) };
    });
  });
  return { checked: checkWorkspace(file, id), unscheduled, sessionsEnded };
};

/** What is scheduled may have been launched, called off or withdrawn since the backup: a person sets it again. */
const unscheduling = ({ campaigns }: WorkspaceState): NewEvent[] =>
  Object.values(campaigns).flatMap(({ id, schedule }): NewEvent[] =>
    schedule && !schedule.missed
      ? [{ kind: 'launch unscheduled', data: { version: schedule.version }, campaign: id }]
      : [],
  );

type Sessions = Record<string, SQLOutputValue>[];

/** Of the data that is replaced: its newest epoch, and who is signed in; null where it cannot be read. */
const readOld = (path: string): { epoch: number; sessions: Sessions | null } => {
  if (!existsSync(path)) return { epoch: 0, sessions: null };
  let db: DatabaseSync | null = null;
  try {
    db = openToRead(path);
    return { epoch: newestEpoch(db), sessions: db.prepare('SELECT * FROM sessions').all() };
  } catch {
    // That it cannot be read may be why somebody restores.
    return { epoch: 0, sessions: null };
  } finally {
    db?.close();
  }
};

/**
 * Who is signed in is no part of the record, and what the replaced data knows of it is newer: a session that was ended since the
 * backup (a lost laptop) stays ended, and one that began since goes on, if its member is there. Returns how many stay ended.
 */
const carrySessions = (db: DatabaseSync, now: Sessions | null, { members }: WorkspaceState): number => {
  if (now === null) return 0;
  const open = new Set(now.map(({ hash }) => hash));
  const before = db.prepare('SELECT hash FROM sessions').all();
  db.exec('DELETE FROM sessions');
  const columns = db
    .prepare("SELECT name FROM pragma_table_info('sessions')")
    .all()
    .map(({ name }) => String(name));
  for (const session of now) {
    // A suspended member's wait, refused, until they are let back in.
    if (!Object.hasOwn(members, String(session['member']))) continue;
    const known = columns.filter((column) => column in session);
    const places = known.map(() => '?').join(', ');
    db.prepare(`INSERT INTO sessions (${known.join(', ')}) VALUES (${places})`).run(
      ...known.map((column) => session[column]!),
    );
  }
  return before.filter(({ hash }) => !open.has(hash)).length;
};
