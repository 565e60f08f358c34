import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { pretendOpen } from '../campaign/pretend-open.tsx';
import type { Door, Entered, Pending } from '../client/contract.ts';
import { drawn } from '../ui/drawn.ts';
import { AT, pretendCampaign, pretendWorkspace } from '../ui/pretend.ts';
import { NoConnection } from './NoConnection.tsx';
import { SignedOut } from './SignedOut.tsx';
import { wordsHere } from './words-here.ts';

const reply = { id: 'r', kind: 'reply', campaign: 'c', thread: 't', reply: 'x', comment: 'Shorter.' } as const;
const waits: Pending = { command: reply, at: AT, state: 'waits' };
const LINK = `https://plan.example/#/device/w1/${'s'.repeat(43)}`;

const setUp = async (join: Door['join'] = () => Promise.reject(new Error('nobody joins'))) => {
  const open = pretendOpen(pretendWorkspace(pretendCampaign('c', 'Spring renewal')), 'sam', 'c');
  const page = await drawn(
    open.around(
      <>
        <SignedOut door={{ join } as Door} />
        <NoConnection />
      </>,
    ),
  );
  return { open, page };
};

it('says that somebody is signed out and what is still here, and no more that it will go out by itself', async () => {
  vi.useFakeTimers();
  const { open } = await setUp();
  await act(async () => {
    open.offline();
  });
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(document.body.textContent).toContain('No connection.');
  await act(async () => {
    open.keep([waits]);
    open.signOut({ why: 'sign in', says: '' });
  });
  const banner = document.querySelector('[role=alert]')?.textContent ?? '';
  expect(banner).toContain(
    'You are signed out here. 1 thing is kept on this browser and goes out only once you are back.',
  );
  expect(document.body.textContent).not.toContain('No connection.');
  vi.useRealTimers();
});

it('signs in with a link, and says why it does not work', async () => {
  const answers: Entered[] = [{ ok: false, says: 'This link was used already.' }];
  const join = vi.fn<Door['join']>(() => Promise.resolve(answers.shift() ?? { ok: true, workspace: open.workspace }));
  const { open, page } = await setUp(join);
  await act(async () => {
    open.signOut({ why: 'sign in', says: '' });
  });
  await page.click(page.pressable('Sign in with a link'));
  const submit = () => page.click(document.querySelector<HTMLElement>('[type=submit]')!);
  const field = document.querySelector<HTMLInputElement>('[role=dialog] input')!;
  await page.type(field, 'https://plan.example/');
  await submit();
  expect(document.body.textContent).toContain('This link is incomplete.');
  expect(document.activeElement).toBe(field);
  await page.type(field, LINK);
  await submit();
  expect(document.body.textContent).toContain('This link was used already.');
  await submit();
  expect(join).toHaveBeenLastCalledWith({ link: LINK, name: '' });
  expect(document.querySelector('[role=dialog]')).toBeNull();
});

it('of somebody who is suspended offers no link', async () => {
  const { open } = await setUp();
  await act(async () => {
    open.signOut({ why: 'suspended', says: '' });
  });
  expect(document.querySelector('[role=alert]')?.textContent).toContain('Ask an admin of your workspace.');
  expect(document.querySelector('[role=alert] button')).toBeNull();
  await act(async () => {
    open.keep([{ ...waits, state: 'refused', reasons: [] }]);
  });
  expect(document.querySelector('[role=alert]')?.textContent).toContain(
    '1 thing is kept on this browser, and goes out only by your own hand once you are back.',
  );
});

it('keeps commands, whole texts and what was lost before as one text', async () => {
  const { open } = await setUp();
  open.keep([waits]);
  open.keepAside([
    {
      kind: 'text',
      id: 'k',
      at: AT,
      why: '',
      campaign: 'c',
      campaignName: 'Spring renewal',
      room: 'campaign/c/brief',
      steps: [],
      texts: [{ text: 'brief/tone', whole: 'Plain.', lost: ['Plain.'] }],
    },
  ]);
  open.brief.open.doc.getText('offer').insert(0, '\u2029One price.\u2029No bill.');
  open.workspace.unsentRooms = () => Promise.resolve(['campaign/c/brief']);
  const words = await wordsHere(open.workspace);
  for (const each of ['Reply, Spring renewal', 'Shorter.', 'Offer of Spring renewal', 'One price.\nNo bill.', 'Plain.'])
    expect(words).toContain(each);
});
