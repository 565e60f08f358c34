import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Id } from '../../domain/id.ts';
import type { Member } from '../../domain/people/member.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { Fault, faultOf } from '../fault.ts';
import { LINK_LASTS } from '../http/device-routes.ts';
import { newSecret, secretHash } from '../secret.ts';
import { openDataFolder, type DataFolder } from '../store/data-folder.ts';
import { openToRead } from '../store/database.ts';
import { SCHEMA_VERSION } from '../store/schema.ts';
import { withWorkspace } from './check-workspace.ts';

export type OperatorsLink = { secret: string; ends: string; member: Member; workspace: string };

/**
 * A link that signs one more device in as a member who lost every one of theirs, made by whoever has the disk. Beside a running server it
 * adds one row, as SQLite's own locks allow; without one it holds the folder, so that no start and no restore moves the file meanwhile.
 */
export const makeDeviceLink = (data: string, id: Id, who: string, now: () => number = Date.now): OperatorsLink => {
  const workspaces = join(data, 'workspaces');
  // Before the folder is taken: that would make one where none is.
  if (!existsSync(workspaces))
    throw new Fault(
      'bad setting',
      `${data} is not a data folder of Countersign. Name it with --data, or set COUNTERSIGN_DATA to the folder that the server uses.`,
    );
  const folder = holdIfFree(data);
  try {
    const known = readdirSync(workspaces).filter((name) => name.endsWith('.sqlite'));
    if (!known.includes(`${id}.sqlite`))
      throw new Fault(
        'bad setting',
        `There is no workspace ${id} in ${data}. There is ${known.map((name) => name.slice(0, -'.sqlite'.length)).join(', ') || 'none'}.`,
      );
    const path = join(workspaces, `${id}.sqlite`);
    assertSameVersion(path);
    return withWorkspace(path, id, (workspace, store) => {
      const state = workspace.state();
      const member = memberOf(state, who);
      const secret = newSecret();
      const ends = new Date(now() + LINK_LASTS).toISOString();
      store.transaction(() =>
        store.saveDeviceLink(
          { hash: secretHash(secret), member: member.id, session: null, ends },
          new Date(now()).toISOString(),
        ),
      );
      return { secret, ends, member, workspace: state.name };
    });
  } finally {
    folder?.close();
  }
};

/** Null while a server has the folder. A restore has it, too, and moves the files: nothing is to open them then. */
const holdIfFree = (data: string): DataFolder | null => {
  try {
    return openDataFolder(data);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'in use') throw error;
    if (readdirSync(data).some((name) => /^restor(ing|ed)-/.test(name)))
      throw new Fault('in use', `A restore is at work in ${data}. Try again when it is through.`, error);
    return null;
  }
};

/** A running server of another version has the file: it is left as it is. */
const assertSameVersion = (path: string): void => {
  let db: DatabaseSync | null = null;
  try {
    db = openToRead(path);
    const version = Number(Object.values(db.prepare('PRAGMA user_version').get() ?? {})[0]);
    if (version < SCHEMA_VERSION)
      throw new Fault('bad setting', `${path} was written by an older Countersign. Restart the server first.`);
  } catch (error) {
    throw faultOf(error, path) ?? error;
  } finally {
    db?.close();
  }
};

/** By id or by name, as it is written in People. */
const memberOf = ({ members }: WorkspaceState, who: string): Member => {
  const all = Object.values(members).filter(({ guest }) => !guest);
  const wanted = who.normalize('NFC').trim().toLowerCase();
  const named = all.filter(({ name }) => name.normalize('NFC').toLowerCase() === wanted);
  const [member, another] = Object.hasOwn(members, who) ? all.filter(({ id }) => id === who) : named;
  const list = (some: Member[]): string => some.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  if (!member) throw new Fault('bad setting', `Nobody here is called ${who}. The members are\n${list(all)}`);
  if (another) throw new Fault('bad setting', `More than one is called ${who}. Name one by id:\n${list(named)}`);
  if (member.suspended)
    throw new Fault(
      'bad setting',
      `${member.name} is suspended, and a link would admit nobody. An admin lets them back in first, in People.`,
    );
  return member;
};
