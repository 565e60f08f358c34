import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendCampaign, pretendWorkspace } from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';
// Else the code of the receipt comes when the test has looked already.
import './Receipt.tsx';
import { Strips } from './Strips.tsx';

const state = pretendWorkspace(pretendCampaign('a', 'A'));
const receipt = {
  since: AT,
  theirs: [{ text: 'brief/offer', added: 3, removed: 1 }],
  lost: [{ text: 'brief/offer', words: 'We bring the reference logger.' }],
};

it('puts words that had no place left back at the end, and is closed for good', async () => {
  const open = pretendOpen(state, 'mia', 'a');
  const dismissed = vi.spyOn(open.brief.open, 'dismissReceipt');
  const page = await drawn(open.around(<Strips />));
  await act(async () => {
    open.brief.is({ receipt });
  });
  await page.until(() => document.body.textContent !== '');
  expect(document.body.textContent).toContain('1 passage could not be merged into the brief.');
  expect(document.body.textContent).toContain('3 words');
  await page.click(page.pressable('Put it back'));
  expect(open.brief.open.doc.getText('offer').toJSON()).toBe('\u2029\u2029We bring the reference logger.');
  await page.click(page.pressable('Dismiss'));
  expect(dismissed).toHaveBeenCalledOnce();
  await page.remove();
});

it('says what is wrong with a room', async () => {
  const open = pretendOpen(state, 'mia', 'a');
  const page = await drawn(open.around(<Strips />));
  expect(document.body.textContent).toBe('');
  await act(async () => {
    open.copy.is({ notice: 'Update Countersign to write here.', access: 'read' });
  });
  expect(document.querySelector('[role=alert]')?.textContent).toContain('Update Countersign');
  await page.remove();
});

it('says that a campaign is in the archive, and brings it back', async () => {
  const open = pretendOpen(pretendWorkspace(pretendCampaign('a', 'A', { archived: true })), 'mia', 'a');
  const page = await drawn(open.around(<Strips />));
  await page.until(() => document.body.textContent.includes('In the archive.'));
  await page.click(page.pressable('Bring back'));
  expect(open.sent).toEqual([{ kind: 'archive campaign', campaign: 'a', archived: false }]);
  await page.remove();
});
