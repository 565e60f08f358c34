import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { setHomeQuery, setHomeShow, setHomeView } from '../app/interface.ts';
import { WorkspaceProvider } from '../client/hooks.ts';
import { pretendOpen } from '../campaign/pretend-open.tsx';
import { drawn } from '../ui/drawn.ts';
import { pretendCampaign, pretendInvite, pretendVersion, pretendWorkspace } from '../ui/pretend.ts';
import { readToasts } from '../ui/toast.ts';
import { Home } from './Home.tsx';
import { wordsToRead } from './words-to-read.ts';

vi.mock('./words-to-read.ts', () => ({ wordsToRead: vi.fn(() => 214) }));

// What comes after the first screen is fetched while the test waits.
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => {
  setHomeQuery('');
  setHomeShow('all');
  setHomeView('board');
});
const setUp = async (who: string, state = pretendWorkspace()) => {
  const open = pretendOpen(state, who, 'a');
  const home = (
    <WorkspaceProvider workspace={open.workspace}>
      <Home />
    </WorkspaceProvider>
  );
  const page = await drawn(home);
  const settles = (words: string) => page.until(() => document.body.textContent.includes(words));
  const names = () => [...document.querySelectorAll('[data-campaign]')].map((each) => each.textContent);
  return { open, page, home, settles, names };
};

describe('a workspace without campaigns', () => {
  it('says what it takes until one can be signed, and how far that has come', async () => {
    const { lena, sam, ...members } = pretendWorkspace().members;
    expect([lena, sam]).not.toContain(undefined);
    const invites = { i: pretendInvite({ role: 'sales' }) };
    const { page, settles } = await setUp('mia', { ...pretendWorkspace(), members, invites });
    await settles('Invite a sales lead');
    const steps = [...document.querySelectorAll('ol li')].map((step) => step.textContent);
    expect(steps[0]).toContain('1 invited.');
    expect(steps[1]).toContain('Nobody yet. Until there is one, nothing can be signed.');
    await page.click(document.querySelectorAll<HTMLElement>('ol li')[1]!.querySelector('button')!);
    expect(document.querySelector('select')?.value).toBe('sales-lead');
  });
  it('asks nobody to invite who cannot', async () => {
    const { settles } = await setUp('sam');
    await settles('Begin a campaign');
    expect([...document.querySelectorAll('ol button')].map((button) => button.textContent)).toEqual(['New campaign']);
  });
});

describe('the home screen', () => {
  const campaigns = [
    pretendCampaign('a', 'Price hold', { createdBy: 'mia', versions: [pretendVersion(7)] }),
    pretendCampaign('b', 'Wine cellars', { createdBy: 'sam' }),
    pretendCampaign('c', 'Old news', { createdBy: 'mia', archived: true }),
  ];
  it('says how many words there are to read', async () => {
    const { open, home, settles } = await setUp('lena', pretendWorkspace(...campaigns));
    expect(document.body.textContent).toContain('Read version 7');
    open.versions.set(7, {} as never);
    await drawn(home);
    await settles('Read the 214 words');
    expect(wordsToRead).toHaveBeenCalledWith(null, {});
  });
  it('shows one owner’s campaigns, and those that were archived when they are asked for', async () => {
    const { names } = await setUp('mia', pretendWorkspace(...campaigns));
    expect(names()).toHaveLength(2);
    await act(async () => setHomeShow('sam'));
    expect(names().join()).toContain('Wine cellars');
    expect(document.querySelector('[aria-labelledby=campaigns] output')?.textContent).toBe('1 of 2');
    await act(async () => setHomeShow('archived'));
    expect(names().join()).toContain('Old news');
    expect(document.body.textContent).toContain('Archived campaigns');
  });
  it('searches as somebody types, and says what is not searched', async () => {
    const { page, names } = await setUp('mia', pretendWorkspace(...campaigns));
    await page.type(document.querySelector<HTMLInputElement>('input[type=search]')!, 'wine');
    expect(names()).toHaveLength(1);
    await page.type(document.querySelector<HTMLInputElement>('input[type=search]')!, 'beer');
    expect(document.body.textContent).toContain('For words of the copy');
    await page.click(page.pressable('Show all 2'));
    expect(names()).toHaveLength(2);
  });
  it('archives what is over from the list, and takes it back', async () => {
    setHomeView('list');
    const { open, page, home, settles } = await setUp('mia', pretendWorkspace(...campaigns));
    await settles('Open threads');
    const chooses = async (campaign: string) => {
      const button = page.pressable(`Actions for ${campaign}`);
      const float = document.getElementById(button.getAttribute('popovertarget') ?? '')!;
      await act(async () => {
        float.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
      });
      await page.click(page.pressable('Archive'));
    };
    await chooses('Price hold');
    expect(open.sent).toEqual([]);
    expect(document.body.textContent).toContain('A version waits to be signed.');
    await drawn(home);
    await settles('Open threads');
    await chooses('Wine cellars');
    expect(open.sent).toEqual([{ kind: 'archive campaign', campaign: 'b', archived: true }]);
    await act(async () => {
      readToasts().at(-1)!.action!.onAction();
    });
    expect(open.sent.at(-1)).toEqual({ kind: 'archive campaign', campaign: 'b', archived: false });
  });
});
