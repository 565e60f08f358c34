import { act } from 'react';
import { expect, it, vi } from 'vitest';
import type { Door } from '../client/contract.ts';
import { drawn } from '../ui/drawn.ts';
import { pretendCampaign, pretendWorkspace } from '../ui/pretend.ts';
import { NotHere } from './NotHere.tsx';
import { pretendOpen } from './pretend-open.tsx';

it('says that the other workspaces could not be asked, and asks them again once there is a connection', async () => {
  const open = pretendOpen(pretendWorkspace(pretendCampaign('c', 'Spring')), 'sam', 'c');
  const holding = vi.fn<Door['holding']>().mockRejectedValue(new Error('the chunk cannot be fetched'));
  const says = (words: string) => document.body.textContent.includes(words);
  open.offline();
  const page = await drawn(open.around(<NotHere door={{ holding } as Partial<Door> as Door} campaign="elsewhere" />));
  await page.until(() => says('could not be asked'));
  expect(says('Looking for it')).toBe(false);
  holding.mockResolvedValue([]);
  await act(async () => {
    open.online();
  });
  await page.until(() => says('No workspace that you are signed in to here has it'));
  expect(holding).toHaveBeenCalledTimes(2);
});
