import { act } from 'react';
import { expect, it, vi } from 'vitest';
import type { Door, Looked } from '../client/contract.ts';
import type { LinkInfo } from '../../domain/wire/http.ts';
import { drawn } from '../ui/drawn.ts';
import { JoinForm } from './JoinForm.tsx';

const SECRET = 's'.repeat(43);
const INVITE = `https://plan.example/#/join/w1/${SECRET}`;
const DEVICE = `https://plan.example/#/device/w1/${SECRET}`;
const ends = '2027-05-18T12:00:00.000Z';
const sales: LinkInfo = {
  kind: 'member',
  workspace: 'Kaldvik Instruments',
  by: 'Mia Okafor',
  role: 'sales',
  admin: false,
  name: 'Sam Lindqvist',
  ends,
};

const setUp = async (link: string, ...answers: Looked[]) => {
  const look = vi.fn<Door['look']>(() => Promise.resolve(answers.shift() ?? { kind: 'unreachable' }));
  const join = vi.fn<Door['join']>(() => Promise.resolve({ ok: false, says: 'Not today.' }));
  const page = await drawn(
    <JoinForm door={{ look, join } as Partial<Door> as Door} link={link} onEntered={() => {}} onBack={() => {}} />,
  );
  const words = () => document.body.textContent;
  const fields = () => [...document.querySelectorAll('label')].map((label) => label.textContent);
  return { page, look, join, words, fields };
};

it('says who invites where and as what, with the name that was meant, and not the link', async () => {
  const { page, join, words, fields } = await setUp(INVITE, { kind: 'good', info: sales });
  expect(words()).toContain('Mia Okafor invites you to Kaldvik Instruments, as sales.');
  expect(fields()).toEqual(['Your name']);
  expect(document.querySelector('input')?.value).toBe('Sam Lindqvist');
  await page.click(page.pressable('Join the workspace'));
  expect(join).toHaveBeenCalledExactlyOnceWith({ link: INVITE, name: 'Sam Lindqvist' });
  expect(words()).toContain('Not today.');
});

it.each<[string, LinkInfo, string, string]>([
  [
    'a guest',
    { kind: 'guest', workspace: 'Kaldvik', by: 'Mia', campaign: 'Spring renewal', ends },
    'Mia invites you to read and comment on Spring renewal of Kaldvik, until',
    'Join as a guest',
  ],
  [
    'a lead who is an admin',
    { ...sales, role: 'sales-lead', admin: true },
    'as a sales lead and an admin.',
    'Join the workspace',
  ],
])('tells %s what it is', async (_who, info, says, action) => {
  const { page, words } = await setUp(INVITE, { kind: 'good', info });
  expect(words()).toContain(says);
  expect(page.pressable(action)).toBeTruthy();
});

it('tells whose device is signed in, and asks for no name', async () => {
  const { words, fields } = await setUp(DEVICE, {
    kind: 'good',
    info: { kind: 'device', workspace: 'Kaldvik', name: 'Lena Brandt', ends },
  });
  expect(words()).toContain('This signs you in to Kaldvik as Lena Brandt, on this device.');
  expect(fields()).toEqual([]);
});

it('says that a link is over before a name is typed, and takes another one', async () => {
  const over: Looked = { kind: 'no good', says: 'This invite was used already. Ask for a new one.' };
  const { page, look, words, fields } = await setUp(INVITE, over, { kind: 'good', info: sales });
  expect(words()).toContain('This invite was used already.');
  expect(fields()).toEqual([]);
  expect(words()).not.toContain('Join the workspace');
  await page.click(page.pressable('Use another link'));
  expect(fields()).toEqual(['Link']);
  await page.type(document.querySelector('input')!, INVITE.replace('w1', 'w2'));
  expect(look).toHaveBeenCalledTimes(2);
  expect(words()).toContain('Mia Okafor invites you');
  expect(fields()).toEqual(['Link', 'Your name']);
});

it('says so where the server cannot be reached, and asks again', async () => {
  const { page, words } = await setUp(INVITE, { kind: 'unreachable' }, { kind: 'good', info: sales });
  expect(words()).toContain('The server cannot be reached.');
  await page.click(page.pressable('Try again'));
  expect(words()).toContain('Mia Okafor invites you');
});

it('leads to the server that a link is for, and goes on blind only where the shell has to', async () => {
  const { page } = await setUp(INVITE, { kind: 'elsewhere', server: 'https://plan.example' });
  expect(page.pressable('Open it there').getAttribute('href')).toBe(INVITE);
  const { fields } = await setUp(INVITE, { kind: 'not asked' });
  expect(fields()).toEqual(['Your name']);
});

it('goes to what is wrong: first the link, then the name', async () => {
  const { page, look, join, words } = await setUp('', { kind: 'good', info: { ...sales, name: null } });
  const submit = () =>
    act(async () => {
      document.querySelector<HTMLElement>('[type=submit]')!.click();
    });
  await submit();
  expect(words()).toContain('Paste the link you were given.');
  await page.type(document.querySelector('input')!, 'https://plan.example/#/join/w1');
  await submit();
  expect(words()).toContain('This link is incomplete.');
  expect(look).not.toHaveBeenCalled();
  await page.type(document.querySelector('input')!, INVITE);
  await submit();
  expect(words()).toContain('Enter your name.');
  expect(document.activeElement).toBe(document.querySelectorAll('input')[1]);
  expect(join).not.toHaveBeenCalled();
});

it('lets nobody in before they were told where the link leads', async () => {
  let answer: (looked: Looked) => void = () => undefined;
  const join = vi.fn<Door['join']>(() => Promise.resolve({ ok: false, says: 'Not today.' }));
  const look: Door['look'] = () => new Promise((resolve) => (answer = resolve));
  const page = await drawn(
    <JoinForm door={{ look, join } as Partial<Door> as Door} link={DEVICE} onEntered={() => {}} onBack={() => {}} />,
  );
  const enter = () => page.pressable('Sign this device in');
  expect(enter().getAttribute('aria-disabled')).toBe('true');
  await page.click(enter());
  expect(join).not.toHaveBeenCalled();
  await act(async () => answer({ kind: 'good', info: { kind: 'device', workspace: 'K', name: 'Lena', ends } }));
  expect(enter().getAttribute('aria-disabled')).toBeNull();
  await page.click(enter());
  expect(join).toHaveBeenCalledOnce();
});
