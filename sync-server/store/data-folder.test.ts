import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Fault, faultOf } from '../fault.ts';
import { openDataFolder } from './data-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-data-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;
const newPath = (): string => join(root, String(count++));
const faultFrom = (work: () => unknown): Fault => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the data folder', () => {
  it('is made where it is not there, and lists its workspaces', () => {
    const path = join(newPath(), 'deep');
    const folder = openDataFolder(path);
    expect(folder.workspaces()).toEqual([]);
    folder.create('one', (store) => store.saveInviteSecret('a', 'b')).close();
    expect(folder.workspaces()).toEqual(['one']);
    const again = folder.open('one');
    expect(again.inviteOf('b')).toBe('a');
    again.close();
    folder.close();
  });

  it('is not taken by a Node with an SQLite that is too old, also while nobody has founded anything', () => {
    const version = vi
      .spyOn(DatabaseSync.prototype, 'prepare')
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of a statement that is used
      .mockReturnValueOnce({ get: () => ({ v: '3.51.2' }) } as unknown as StatementSync);
    const path = newPath();
    const fault = faultFrom(() => openDataFolder(path));
    version.mockRestore();
    expect(fault.message).toContain('SQLite 3.51.2');
    openDataFolder(path).close();
  });

  it('belongs to one process, which gives it back when it ends', () => {
    const path = newPath();
    const folder = openDataFolder(path);
    const fault = faultFrom(() => openDataFolder(path));
    expect(fault.code).toBe('in use');
    expect(fault.message).toContain('in use by another Countersign server. End that one first');
    folder.close();
    openDataFolder(path).close();
  });

  it('leaves no trace of a workspace that was not written whole', () => {
    const path = newPath();
    const folder = openDataFolder(path);
    expect(() =>
      folder.create('half', (store) => {
        store.saveInviteSecret('a', 'b');
        throw new Error('killed');
      }),
    ).toThrow('killed');
    expect(readdirSync(join(path, 'workspaces'))).toEqual([]);
    folder.close();
    // What a process left behind that was killed while it wrote.
    writeFileSync(join(path, 'workspaces', 'half.sqlite.part'), 'x');
    openDataFolder(path).close();
    expect(readdirSync(join(path, 'workspaces'))).toEqual([]);
  });

  it('is refused where a file stands in its place', () => {
    const path = newPath();
    writeFileSync(path, 'a file');
    const fault = faultFrom(() => openDataFolder(path));
    expect(fault.code).toBe('not a folder');
    expect(fault.message).toContain('set COUNTERSIGN_DATA to a folder');
  });

  it('is refused where it cannot be written', () => {
    // The tests may run as root, who may write anywhere, so it is the sentence that is tested.
    for (const code of ['EACCES', 'EPERM'])
      expect(faultOf(Object.assign(new Error(code), { code }), '/data')?.message).toBe(
        '/data cannot be written. Give the account that runs the server the right to write there, or set COUNTERSIGN_DATA to another folder.',
      );
    expect(faultOf(Object.assign(new Error('full'), { code: 'ENOSPC' }), '/data')?.code).toBe('disk full');
  });

  it('of a newer server is refused', () => {
    const path = newPath();
    mkdirSync(path);
    const lock = new DatabaseSync(join(path, 'lock.sqlite'));
    lock.exec('PRAGMA user_version = 99');
    lock.close();
    expect(faultFrom(() => openDataFolder(path)).code).toBe('newer version');
    expect(readdirSync(join(path, 'workspaces'))).toEqual([]);
  });
});
