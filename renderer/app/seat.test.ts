import { describe, expect, it, vi } from 'vitest';
import type { Door, KnownWorkspace, Workspace } from '../client/contract.ts';
import { enter, seatOf } from './seat.ts';

const member = { id: 'mia', name: 'Mia', role: 'marketing', admin: false, suspended: false } as const;
const known = (id: string, seat: string, sample: boolean, openedAt: string): KnownWorkspace => ({
  id,
  name: id,
  seat,
  member,
  sample,
  openedAt,
});
const door = (...all: KnownWorkspace[]) => {
  const entered = { ok: true as const, workspace: {} as Workspace };
  return {
    server: vi.fn<Door['server']>(),
    known: vi.fn<Door['known']>().mockResolvedValue(all),
    found: vi.fn<Door['found']>(),
    join: vi.fn<Door['join']>(),
    sitDown: vi.fn<Door['sitDown']>().mockResolvedValue(entered),
    open: vi.fn<Door['open']>().mockResolvedValue(entered),
    look: vi.fn<Door['look']>(),
    holding: vi.fn<Door['holding']>(),
    forget: vi.fn<Door['forget']>(),
  };
};

describe('which chair a window sits in', () => {
  it('opens the team’s workspace of last time, never a chair of the sample', async () => {
    const d = door(
      known('old', 'me', false, '2027-01-01'),
      known('acme', 'me', false, '2027-02-01'),
      known('sample', 'lena', true, '2027-03-01'),
    );
    await enter(d, seatOf(''));
    expect(d.open).toHaveBeenCalledWith('acme', 'me');
  });
  it('shows the start where there is nothing to open', async () => {
    expect(await enter(door(known('sample', 'lena', true, '2027-03-01')), seatOf(''))).toBeNull();
  });
  it('takes a chair of the sample on the server the first time, and from this laptop after that', async () => {
    const first = door();
    await enter(first, seatOf('?workspace=sample&seat=lena'));
    expect(first.sitDown).toHaveBeenCalledWith('lena');
    const again = door(known('sample', 'mia', true, '2027-03-02'), known('sample', 'lena', true, '2027-03-01'));
    await enter(again, seatOf('?workspace=sample&seat=lena'));
    expect(again.open).toHaveBeenCalledWith('sample', 'lena');
    expect(again.sitDown).not.toHaveBeenCalled();
  });
  it('says so of a workspace that this laptop does not know', async () => {
    const d = door();
    for (const search of ['?workspace=acme', '?workspace=acme&seat=me'])
      expect(await enter(d, seatOf(search))).toMatchObject({ ok: false });
    expect(d.sitDown).not.toHaveBeenCalled();
  });
});
