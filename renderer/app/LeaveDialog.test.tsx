import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { pretendOpen } from '../campaign/pretend-open.tsx';
import type { LeaveAnyway, Left } from '../client/leave.ts';
import { drawn } from '../ui/drawn.ts';
import { AT, pretendCampaign, pretendWorkspace } from '../ui/pretend.ts';
import { LeaveDialog } from './LeaveDialog.tsx';

const device = (id: string, name: string, current: boolean) => ({
  id,
  member: 'sam',
  device: name,
  created: AT,
  lastSeen: AT,
  current,
});
const setUp = async (
  who: string,
  answers: Left[],
  change: (open: ReturnType<typeof pretendOpen>) => void = () => {},
) => {
  const open = pretendOpen(pretendWorkspace(pretendCampaign('c', 'Spring')), who, 'c');
  const leave = vi.fn((_anyway: LeaveAnyway) => Promise.resolve(answers.shift() ?? { kind: 'left' as const }));
  open.workspace.leave = leave;
  change(open);
  const left = vi.fn();
  const page = await drawn(open.around(<LeaveDialog onClose={() => {}} onLeft={left} />));
  const words = () => document.querySelector('[role=alertdialog]')?.textContent ?? '';
  return { open, page, leave, left, words };
};

it('says how to come back, and goes once the server has heard it', async () => {
  const { page, leave, left, words } = await setUp('sam', [], ({ inquiries }) => {
    inquiries.sessions = () =>
      Promise.resolve({ ok: true, value: [device('a', 'Firefox', true), device('b', 'Chrome on Android', false)] });
  });
  expect(words()).toContain('You stay signed in on Chrome on Android.');
  await page.click(page.pressable('Sign out'));
  expect(leave).toHaveBeenCalledExactlyOnceWith({ unsent: false, unheard: false });
  expect(left).toHaveBeenCalledOnce();
});

it('of the only device names the admins who can make a link', async () => {
  const { words } = await setUp('sam', [], ({ inquiries }) => {
    inquiries.sessions = () => Promise.resolve({ ok: true, value: [device('a', 'Firefox', true)] });
  });
  expect(words()).toContain('This is your only device. To come back you need a sign-in link from an admin: Mia.');
});

it('leaves nothing unsent behind without saying so first', async () => {
  const { page, leave, left, words } = await setUp('sam', [{ kind: 'unsent', count: 3 }]);
  await page.click(page.pressable('Sign out'));
  expect(left).not.toHaveBeenCalled();
  expect(words()).toContain('3 things here are not on the server.');
  await page.click(page.pressable('Sign out anyway'));
  expect(leave).toHaveBeenLastCalledWith({ unsent: true, unheard: false });
  expect(left).toHaveBeenCalledOnce();
});

it('does not pretend to end a session that the server does not hear of', async () => {
  const { page, leave, left, words } = await setUp('sam', [{ kind: 'unreachable' }]);
  await page.click(page.pressable('Sign out'));
  expect(left).not.toHaveBeenCalled();
  expect(words()).toContain('stay signed in until you end it under Devices');
  await page.click(page.pressable('Forget it here'));
  expect(leave).toHaveBeenLastCalledWith({ unsent: false, unheard: true });
  expect(left).toHaveBeenCalledOnce();
});

it('says why the server refuses, and where to do something about it', async () => {
  const { page, left, words } = await setUp('mia', [{ kind: 'refused', says: 'This is your only device.' }]);
  await page.click(page.pressable('Sign out'));
  expect(words()).toContain('This is your only device.');
  expect(page.pressable('Devices').getAttribute('href')).toBe('#/people/devices');
  expect(left).not.toHaveBeenCalled();
});

it('lets the only admin go nowhere without a connection', async () => {
  const { open, page, leave, words } = await setUp('mia', []);
  await act(async () => open.offline());
  await page.click(page.pressable('Forget it here'));
  expect(leave).not.toHaveBeenCalled();
  expect(words()).toContain('you are the only admin');
});
