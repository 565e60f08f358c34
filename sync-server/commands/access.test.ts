import { expect, it } from 'vitest';
import { WorkspaceUnderTest } from '../../domain/gate/workspace-under-test.ts';
import type { Member } from '../../domain/people/member.ts';
import { accessTo } from './access.ts';

const until = '2026-05-01T12:00:00.000Z';
const END = Date.parse(until);
const guest: Member = {
  id: 'gwen',
  name: 'Gwen',
  role: 'viewer',
  admin: false,
  suspended: false,
  guest: { campaign: 'c', until },
};
const { state } = new WorkspaceUnderTest();
const at = (member: Member, now: number, campaign = 'c') =>
  accessTo(
    { ...state, members: { ...state.members, [member.id]: member } },
    member.id,
    { campaign, kind: 'brief' },
    () => now,
  );

it('of a guest is reading, in one campaign, until the minute that their link says', () => {
  expect(at(guest, END - 1)).toBe('read');
  expect(at(guest, END)).toBe('none');
  expect(at(guest, END - 1, 'another')).toBe('none');
});

it('is none for who is suspended, or nobody here', () => {
  expect(at({ ...guest, suspended: true }, END - 1)).toBe('none');
  for (const id of ['nobody', 'constructor', '__proto__'])
    expect(accessTo(state, id, { campaign: 'c', kind: 'brief' }, () => END)).toBe('none');
});

it('is told by role and room for everybody else', () => {
  const of = (member: string, kind: 'brief' | 'copy') => accessTo(state, member, { campaign: 'c', kind }, () => END);
  expect([of('mia', 'brief'), of('mia', 'copy')]).toEqual(['write', 'write']);
  expect([of('sam', 'brief'), of('sam', 'copy')]).toEqual(['write', 'read']);
  expect([of('vic', 'brief'), of('vic', 'copy')]).toEqual(['read', 'read']);
});
