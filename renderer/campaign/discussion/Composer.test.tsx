import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../client/contract.ts';
import { drawn } from '../../ui/drawn.ts';
import { pretendCampaign, pretendWorkspace } from '../../ui/pretend.ts';
import { askForComment, chooseWords, clearDesk, useDesk } from '../desk.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { Composer } from './Composer.tsx';

const state = pretendWorkspace(pretendCampaign('a', 'Spring renewal'));
const anchor = { text: 'brief/offer', start: 's', end: 'e', quote: 'half a day', before: '', after: '' } as const;
let page: Awaited<ReturnType<typeof drawn>>;

const composing = async (mode: 'comment' | 'suggest', me = 'sam') => {
  const open = pretendOpen(state, me, 'a');
  chooseWords(anchor);
  askForComment(mode);
  page = await drawn(open.around(<Composer />));
  const write = (words: string, at = 0) =>
    act(async () => {
      const area = document.querySelectorAll('textarea')[at]!;
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, words);
      area.dispatchEvent(new Event('input', { bubbles: true }));
    });
  return { open, write };
};

describe('a comment being written', () => {
  afterEach(async () => {
    await page.remove();
    clearDesk();
  });

  it('is one thread, however often it is sent while the server is slow', async () => {
    const { open, write } = await composing('comment');
    let answer: (outcome: Outcome) => void = () => {};
    open.answers.push(
      new Promise<Outcome>((resolve) => {
        answer = resolve;
      }),
    );
    await write('Is that so?');
    await page.key('Enter', { ctrlKey: true });
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toHaveLength(1);
    await act(async () => {
      answer({ kind: 'offline', says: 'The server did not answer.' });
    });
    expect(document.body.textContent).toContain('The server did not answer.');
    // A press after that is the same thread again, not a second one.
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toHaveLength(2);
    expect(open.sent[1]).toEqual(open.sent[0]);
    expect(useDesk.getState().composing).toBeNull();
  });

  it('is sent by its key from any of its fields', async () => {
    const { open, write } = await composing('comment');
    await write('Is that so?');
    const blocking = document.querySelector<HTMLInputElement>('input[type=checkbox]')!;
    await page.click(blocking);
    await act(async () => {
      blocking.focus();
    });
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toMatchObject([{ kind: 'start thread', comment: 'Is that so?', blocking: true }]);
  });

  it('asks for words first', async () => {
    const { open } = await composing('comment');
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toEqual([]);
    expect(document.querySelector('[aria-invalid=true]')).not.toBeNull();
  });

  it('says what is suggested where no reason is given', async () => {
    const { open, write } = await composing('suggest');
    await write('a morning');
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toMatchObject([{ replacement: 'a morning', comment: 'a morning' }]);
  });

  it('says that words would go where nothing comes in their place', async () => {
    const { open, write } = await composing('suggest');
    await write('');
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toMatchObject([{ replacement: '', comment: 'Remove these words.' }]);
  });
});
