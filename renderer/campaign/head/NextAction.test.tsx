import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { CampaignState } from '../../../domain/state.ts';
import { wholeFacts, WorkspaceUnderTest } from '../../../domain/gate/workspace-under-test.ts';
import * as Y from 'yjs';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendCampaign, pretendVersion, pretendWorkspace, signedBy } from '../../ui/pretend.ts';
import { clearDesk, useDesk } from '../desk.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { NextAction } from './NextAction.tsx';

let page: Awaited<ReturnType<typeof drawn>>;
const bar = async (me: string, change: Partial<CampaignState>, written: 'nothing' | 'brief' | 'all' = 'nothing') => {
  const at = new WorkspaceUnderTest().complete();
  const state = pretendWorkspace(pretendCampaign('a', 'A', change));
  const open = pretendOpen({ ...state, mergeFields: at.state.mergeFields }, me, 'a');
  if (written !== 'nothing')
    for (const part of ['objective', 'audience', 'offer', 'keyMessages'])
      open.brief.open.doc.getText(part).insert(1, 'Words.');
  if (written === 'all') Y.applyUpdate(open.copy.open.doc, Y.encodeStateAsUpdate(at.copy));
  page = await drawn(open.around(<NextAction />));
  return open;
};
const says = () => document.querySelector('button')?.textContent ?? null;
afterEach(async () => {
  await page.remove();
  clearDesk();
});

it('leads whoever begins a campaign to what it lacks first, and asks nobody to sign it', async () => {
  await bar('mia', {});
  expect(says()).toBe('Write the objective');
  await page.click(page.pressable('Write the objective'));
  expect(window.location.hash).toBe('#/campaign/a/brief/objective');
});

it('offers to ask for a signature once nothing stands in its way', async () => {
  await bar('mia', { facts: wholeFacts }, 'all');
  expect(says()).toBe('Ask to sign v1');
});

it('offers the first step where a plan has none', async () => {
  await bar('mia', { facts: wholeFacts }, 'brief');
  expect(says()).toBe('Add a step');
  await page.click(page.pressable('Add a step'));
  expect(useDesk.getState().addingStep).toBe(true);
});

it('says at the button that a decision needs a connection', async () => {
  const open = await bar('mia', { versions: [pretendVersion(1, { signatures: [signedBy('lena')] })] });
  expect(says()).toBe('Schedule v1');
  await act(async () => {
    open.offline();
  });
  const button = page.pressable('Schedule v1');
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.textContent).toContain('Needs a connection to the server.');
});

it('halts what is live from the bar', async () => {
  const launch = {
    version: 1,
    digest: '',
    packageDigest: '',
    at: AT,
    by: { member: 'mia' },
    state: 'live',
    changes: [],
  } as const;
  await bar('sam', { versions: [pretendVersion(1)], launches: [{ ...launch, changes: [] }] });
  expect(says()).toBe('Halt');
});
