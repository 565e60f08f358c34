import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../client/contract.ts';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import { drawn } from '../../ui/drawn.ts';
import { pretendCampaign, pretendThread, pretendWorkspace } from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { RequestReview } from './RequestReview.tsx';

const state = pretendWorkspace(pretendCampaign('a', 'Spring renewal'));

describe('asking for a signature', () => {
  let open: ReturnType<typeof pretendOpen>;
  let page: Awaited<ReturnType<typeof drawn>>;
  let closed: boolean;
  const dialog = () => (
    <RequestReview
      onClose={() => {
        closed = true;
      }}
    />
  );
  const digest = () =>
    freezeDraft(open.brief.open.doc, open.copy.open.doc, state.campaigns['a']!.facts, state.mergeFields).digest;
  const type = (words: string) =>
    act(async () => {
      const text = open.brief.open.doc.getText('offer');
      text.insert(text.length, words);
    });
  beforeEach(async () => {
    closed = false;
    open = pretendOpen(state, 'mia', 'a');
    page = await drawn(open.around(dialog()));
  });
  afterEach(() => page.remove());

  it('carries the digest of the draft on the screen', async () => {
    await page.click(page.pressable('Ask to sign version 1'));
    expect(open.sent).toEqual([{ kind: 'request review', campaign: 'a', digest: digest(), note: null }]);
    expect(closed).toBe(true);
  });

  it('is not offered with words on the way, and says how many', async () => {
    await act(async () => {
      open.brief.is({ unsent: 2 });
    });
    const button = page.pressable('Ask to sign version 1');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(document.body.textContent).toContain('2 changes not on the server yet.');
    await page.click(button);
    expect(open.sent).toEqual([]);
  });

  it('shows what somebody typed meanwhile, and freezes with it on a second yes', async () => {
    await type('Twelve months.');
    const before = digest();
    const asks = (): Outcome => ({
      kind: 'refused',
      reasons: [{ code: 'stale digest', says: 'Somebody typed.', fix: { go: 'digest', digest: 'f'.repeat(64) } }],
    });
    open.answers.push(asks());
    await page.click(page.pressable('Ask to sign version 1'));
    expect(document.body.textContent).toContain('Somebody typed meanwhile. Freeze with their words?');
    expect(page.pressable('Freeze with their words').getAttribute('aria-disabled')).toBe('true');
    await type(' From May.');
    // The difference is drawn after a pause in typing.
    await vi.waitFor(async () => {
      await act(async () => {});
      expect(document.querySelector('[role=dialog] ins')?.textContent ?? '').toContain('From May');
    });
    await page.click(page.pressable('Freeze with their words'));
    expect(open.sent.map((command) => 'digest' in command && command.digest)).toEqual([before, digest()]);
    expect(before).not.toBe(digest());
    expect(closed).toBe(true);
  });

  it('names the open blocking threads, each with the way to it', async () => {
    const thread = pretendThread({ blocking: true });
    await act(async () => {
      open.put(pretendWorkspace(pretendCampaign('a', 'Spring renewal', { threads: { t1: thread } })));
    });
    expect(document.body.textContent).toContain('A blocking thread is open.');
    const link = page.pressable('We cannot promise 24 months.');
    expect(link.getAttribute('href')).toBe('#/campaign/a/thread/t1');
    await page.click(link);
    expect(closed).toBe(true);
  });

  it('says when nobody could sign it', async () => {
    const team = pretendWorkspace(pretendCampaign('a', 'Spring renewal'));
    await act(async () => {
      open.put({ ...team, members: { mia: team.members['mia']!, sam: team.members['sam']! } });
    });
    expect(document.body.textContent).toContain('There is no sales lead in this workspace yet.');
  });

  it('waits for a connection', async () => {
    await act(async () => {
      open.offline();
    });
    expect(document.body.textContent).toContain('Needs a connection');
  });
});
