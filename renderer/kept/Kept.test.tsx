import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Recovery } from '../client/contract.ts';
import { WorkspaceProvider } from '../client/hooks.ts';
import { pretendOpen } from '../campaign/pretend-open.tsx';
import { drawn } from '../ui/drawn.ts';
import { readToasts } from '../ui/toast.ts';
import { AT, pretendCampaign, pretendWorkspace } from '../ui/pretend.ts';
import { Kept } from './Kept.tsx';

afterEach(() => {
  vi.useRealTimers();
});
const text: Recovery = {
  kind: 'text',
  id: 'k1',
  at: AT,
  why: 'The server was restored from a backup.',
  campaign: 'a',
  campaignName: 'Spring renewal',
  room: 'campaign/a/brief',
  steps: [],
  texts: [{ text: 'brief/offer', whole: '\u2029One price.\u2029No bill.', lost: ['\u2029No bill.'] }],
};
const setUp = async (kept: Recovery[], campaigns = [pretendCampaign('a', 'Spring renewal')]) => {
  const open = pretendOpen(pretendWorkspace(...campaigns), 'mia', 'a');
  open.keepAside(kept);
  const dismissed = vi.spyOn(open.workspace, 'dismissRecovery');
  // Outside any campaign, as the app draws it: what is kept may be of one that is gone.
  const page = await drawn(
    <WorkspaceProvider workspace={open.workspace}>
      <Kept />
    </WorkspaceProvider>,
  );
  return { open, page, dismissed };
};

it('shows kept words with where they belonged, and inserts them into the draft as paragraphs of their own', async () => {
  const { open, page } = await setUp([text]);
  expect(document.querySelector('section[aria-label="Brief of Spring renewal"] h3')?.textContent).toBe('Offer');
  expect(document.querySelector('blockquote')?.textContent).toBe('No bill.');
  open.brief.open.doc.getText('offer').insert(1, 'New price.');
  await page.click(page.pressable('Insert into the draft'));
  expect(open.brief.open.doc.getText('offer').toJSON()).toBe('\u2029New price.\u2029No bill.');
  expect(page.pressable('At the end of Offer now')).toBeTruthy();
});

it('discards only once nobody took it back', async () => {
  vi.useFakeTimers();
  const { page, dismissed } = await setUp([text]);
  await page.click(page.pressable('Discard'));
  expect(document.querySelector('blockquote')).toBeNull();
  await act(async () => {
    readToasts().at(-1)!.action!.onAction();
    vi.advanceTimersByTime(120_000);
  });
  expect(document.querySelector('blockquote')).not.toBeNull();
  expect(dismissed).not.toHaveBeenCalled();
  await page.click(page.pressable('Discard'));
  await act(async () => {
    vi.advanceTimersByTime(120_000);
  });
  expect(dismissed).toHaveBeenCalledExactlyOnceWith('k1');
});

it('of a campaign that the server does not have only lets words be copied', async () => {
  const { page } = await setUp([text], []);
  expect(page.pressable('Insert into the draft').getAttribute('aria-disabled')).toBe('true');
  expect(page.pressable('Copy')).toBeTruthy();
});
