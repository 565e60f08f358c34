import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WorkspaceState } from '../../domain/state.ts';
import { setPaletteOpen, useInterface } from '../app/interface.ts';
import { drawn } from '../ui/drawn.ts';
import { pretendCampaign, pretendThread, pretendWorkspace } from '../ui/pretend.ts';
import { usePaletteCommands, type PaletteCommand } from './commands.ts';
import { Palette } from './Palette.tsx';

const state = pretendWorkspace(
  pretendCampaign('c1', 'Spring renewal', { threads: { t1: pretendThread() } }),
  pretendCampaign('c2', 'Museum archives'),
  ...Array.from({ length: 12 }, (_, index) => pretendCampaign(`a${index}`, `Autumn ${index}`)),
);
vi.mock('../client/hooks.ts', () => ({
  useWorkspaceState: <T,>(select: (state: WorkspaceState) => T) => select(state),
  useWorkspace: () => workspace,
}));

const body =
  'Hello there, we have read what your plant said in spring. Most plants have a dozen of these, and no list.';
const workspace = {
  me: () => state.members['mia'],
  textsHere: () =>
    Promise.resolve([
      {
        campaign: 'c1',
        text: 'step/s1/a/body',
        words: `Hi\n${body}`,
        steps: [{ id: 's1', name: 'First e-mail', channel: 'email', variants: [] }],
      },
    ]),
};

const Screen = ({ commands }: { commands: PaletteCommand[] }) => {
  usePaletteCommands(commands);
  return <Palette />;
};
let remove: () => Promise<void> = async () => undefined;
const open = async (...commands: PaletteCommand[]) => {
  setPaletteOpen(true);
  const page = await drawn(<Screen commands={commands} />);
  const input = document.querySelector<HTMLInputElement>('[role=combobox]')!;
  await act(async () => {
    input.focus();
  });
  const chosen = () => document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent ?? null;
  remove = page.remove;
  return { ...page, input, chosen };
};
const here = (change: Partial<PaletteCommand>): PaletteCommand => ({
  id: 'sign',
  title: 'Sign version 7',
  group: 'Here',
  run: vi.fn(),
  ...change,
});

describe('the command palette', () => {
  afterEach(async () => {
    await remove();
    setPaletteOpen(false);
    window.location.hash = '';
  });

  it('runs the first match on Enter and closes', async () => {
    const command = here({});
    const page = await open(command);
    await page.type(page.input, 'si 7');
    expect(page.chosen()).toContain('Sign version 7');
    await page.key('Enter');
    expect(command.run).toHaveBeenCalledOnce();
    expect(useInterface.getState().paletteOpen).toBe(false);
  });

  it('goes through the lines with arrows, around both ends, and names the line to a reader', async () => {
    const page = await open(here({}));
    const first = page.chosen();
    await page.key('ArrowUp');
    expect(page.chosen()).not.toBe(first);
    await page.key('ArrowDown');
    expect(page.chosen()).toBe(first);
    expect(document.querySelectorAll('[role=option][aria-selected=true]')).toHaveLength(1);
  });

  it('keeps what is not possible in the list, with its reason, and does not run it', async () => {
    const command = here({ reason: 'You wrote 12 words in it.' });
    const page = await open(command);
    await page.type(page.input, 'sign');
    expect(page.chosen()).toContain('You wrote 12 words in it.');
    await page.key('Enter');
    expect(command.run).not.toHaveBeenCalled();
    expect(useInterface.getState().paletteOpen).toBe(true);
  });

  it('finds campaigns by name and comments by their words', async () => {
    const page = await open();
    await page.type(page.input, 'museum');
    expect(page.chosen()).toContain('Museum archives');
    await page.type(page.input, 'promise 24');
    expect(page.chosen()).toContain('We cannot promise 24 months.');
    expect(page.chosen()).toContain('Sam, Spring renewal');
  });

  it('finds words of the copy, shows them with what stands around them, and leads to their step', async () => {
    const page = await open();
    await page.type(page.input, 'dozen');
    expect(page.chosen()).toContain('… spring. Most plants have a dozen of these');
    expect(page.chosen()).toContain('First e-mail, Spring renewal');
    await page.key('Enter');
    expect(window.location.hash).toBe('#/campaign/c1/step/s1/a');
  });

  it('finds people, and leads to them', async () => {
    const page = await open();
    await page.type(page.input, 'l');
    await page.type(page.input, 'lena');
    expect(page.chosen()).toContain('Lena');
    await page.key('Enter');
    expect(window.location.hash).toBe('#/people/member/lena');
  });

  it('shows all of a group when that is asked for, and stays where it was', async () => {
    const page = await open();
    await page.type(page.input, 'autumn');
    const lines = () => [...document.querySelectorAll('[role=option]')].map((line) => line.textContent);
    expect(lines()).toHaveLength(8);
    expect(lines().at(-1)).toBe('Show all 12');
    await page.key('ArrowUp');
    await page.key('Enter');
    expect(useInterface.getState().paletteOpen).toBe(true);
    expect(lines()).toHaveLength(12);
    expect(page.chosen()).toBe(lines()[7]);
    await page.type(page.input, 'autumn 1');
    expect(lines().length).toBeLessThan(12);
  });

  it('has what works everywhere after what is here, whichever came first', async () => {
    const page = await open(here({}));
    const Everywhere = () => {
      usePaletteCommands([here({ id: 'help', title: 'Keyboard shortcuts', group: 'Countersign' })], true);
      return null;
    };
    await page.again(
      <>
        <Screen commands={[here({})]} />
        <Everywhere />
      </>,
    );
    const lines = [...document.querySelectorAll('[role=option]')].map((line) => line.textContent);
    expect(lines.slice(0, 2)).toEqual(['Sign version 7', 'Keyboard shortcuts']);
  });

  it('says so when nothing matches', async () => {
    const page = await open();
    await page.type(page.input, 'zzz');
    expect(page.chosen()).toBeNull();
    expect(document.body.textContent).toContain('Nothing here is called “zzz”');
  });

  it('runs the newest function of a command whose list was made anew', async () => {
    const old = vi.fn();
    const newest = vi.fn();
    const page = await open(here({ run: old }));
    await page.again(<Screen commands={[here({ run: newest })]} />);
    await page.key('Enter');
    expect(old).not.toHaveBeenCalled();
    expect(newest).toHaveBeenCalledOnce();
  });
});
