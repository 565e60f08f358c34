import { describe, expect, it, vi } from 'vitest';
import type { Pending, SyncStatus } from '../client/contract.ts';
import { drawn } from './drawn.ts';
import { pretendCampaign, pretendWorkspace } from './pretend.ts';
import { SyncDetails } from './SyncDetails.tsx';
import { SyncPillView } from './SyncPillView.tsx';

const state = pretendWorkspace(pretendCampaign('c1', 'Spring renewal'));
const reply = { id: 'r', kind: 'reply', campaign: 'c1', thread: 't', reply: 'x', comment: 'Shorter.' } as const;
const draw = (status: SyncStatus, outbox: Pending[] = [], acts = { onRetry: vi.fn(), onDiscard: vi.fn() }) => {
  const all = { status, outbox, kept: { count: 0, href: '' }, state, ...acts };
  return drawn(
    <>
      <SyncPillView {...all} />
      <SyncDetails {...all} titleId="title" />
    </>,
  );
};

describe('the sync pill', () => {
  it.each<[SyncStatus, string]>([
    [{ kind: 'saved here', sent: false }, 'Saved on this laptop'],
    [{ kind: 'sending' }, 'Sending'],
    [{ kind: 'on server' }, 'On server'],
    [{ kind: 'not sent', count: 3, online: false }, '3 not sent'],
    [{ kind: 'attention', says: 'The disk is full.' }, 'Needs attention'],
  ])('says exactly its words: %o', async (status, words) => {
    await draw(status);
    const pill = document.querySelector('button');
    expect(pill?.textContent).toBe(words);
    expect(pill?.getAttribute('aria-label')).toBe(`Sync: ${words}`);
  });

  it('says what is wrong and keeps the refused words with every reason', async () => {
    const acts = { onRetry: vi.fn(), onDiscard: vi.fn() };
    const reasons = [
      { code: 'unknown thread' as const, says: 'Lena closed this thread.', fix: null },
      { code: 'suspended' as const, says: 'You were suspended.', fix: null },
    ];
    const page = await draw(
      { kind: 'attention', says: 'One thing was refused.' },
      [{ command: reply, at: '2027-05-11T12:00:00.000Z', state: 'refused', reasons }],
      acts,
    );
    for (const words of [
      'One thing was refused.',
      'Reply, Spring renewal',
      'Shorter.',
      'Lena closed this thread.',
      'You were suspended.',
    ])
      expect(document.body.textContent).toContain(words);
    await page.click(page.pressable('Send again'));
    expect(acts.onRetry).toHaveBeenCalledWith('r');
    await page.click(page.pressable('Discard'));
    expect(acts.onDiscard).toHaveBeenCalledWith('r');
  });

  it('is read out as it changes, but not at every pause in typing', async () => {
    const all = { outbox: [], kept: { count: 0, href: '' }, state, onRetry: vi.fn(), onDiscard: vi.fn() };
    const page = await drawn(<SyncPillView status={{ kind: 'on server' }} {...all} />);
    await page.again(<SyncPillView status={{ kind: 'sending' }} {...all} />);
    expect(document.querySelector('output')?.textContent).toBe('On server');
    await page.again(<SyncPillView status={{ kind: 'saved here', sent: false }} {...all} />);
    expect(document.querySelector('output')?.textContent).toBe('Saved on this laptop');
  });

  it('offers nothing to discard while something only waits', async () => {
    await draw({ kind: 'not sent', count: 1, online: false }, [
      { command: reply, at: '2027-05-11T12:00:00.000Z', state: 'waits' },
    ]);
    expect(document.body.textContent).toContain('waits since');
    expect(document.body.textContent).not.toContain('Discard');
  });
});
