import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { writeBlocks } from '../../../domain/text/write.ts';
import type { Thread } from '../../../domain/state.ts';
import { makeAnchor } from '../../../domain/text/anchor-range.ts';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendCampaign, pretendThread, pretendWorkspace, said } from '../../ui/pretend.ts';
import { clearDesk, useDesk } from '../desk.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { Discussion } from './Discussion.tsx';

let page: Awaited<ReturnType<typeof drawn>>;
const shown = () => [...document.querySelectorAll('article')].map((card) => card.getAttribute('data-thread')).join(' ');

/** Threads on two parts of the brief and on a step; `gone` is on words that are nowhere. */
const discussion = async (place: string, changes: Record<string, Partial<Thread>> = {}) => {
  const words = { offer: 'Twelve months.', tone: 'Calm.' };
  const open = pretendOpen(pretendWorkspace(pretendCampaign('a', 'A')), 'sam', 'a', place);
  const threads: Record<string, Thread> = {};
  const put = (id: string, text: Thread['anchor']['text'], start: string, end: string, quote: string) => {
    threads[id] = pretendThread({ id, anchor: { text, start, end }, quote: said(quote), ...changes[id] });
  };
  for (const part of ['offer', 'tone'] as const) {
    const text = open.brief.open.doc.getText(part);
    writeBlocks(text, [{ kind: 'paragraph', runs: [{ text: words[part] }] }]);
    const { start, end, quote } = makeAnchor(text, `brief/${part}`, 1, 5);
    put(part, `brief/${part}`, start, end, quote);
  }
  put('gone', 'brief/proof', '', '', 'words that are nowhere');
  put('call', 'step/s/v/body', '', '', 'words of a step');
  open.put(pretendWorkspace(pretendCampaign('a', 'A', { threads })));
  page = await drawn(open.around(<Discussion />));
  return { open, threads };
};

describe('the discussion', () => {
  afterEach(async () => {
    await page.remove();
    clearDesk();
  });

  it('begins with the threads of the sheet on the desk, and keeps those of other parts folded', async () => {
    await discussion('brief');
    expect(shown()).toBe('offer tone gone');
    await page.click(page.pressable('1 more, in other parts'));
    expect(shown()).toBe('offer tone gone call');
  });

  it('never loses the focus: a reply given up leaves it on the card, one that was resolved hands it to the next', async () => {
    const { open, threads } = await discussion('brief');
    const focused = () => document.activeElement?.getAttribute('data-thread');
    const press = async (words: string) => {
      const button = page.pressable(words);
      button.focus();
      await page.click(button);
    };
    await press('Reply');
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    await page.key('Escape');
    expect(focused()).toBe('offer');
    await press('Resolve');
    await act(async () => {
      const offer = { ...threads['offer']!, state: 'resolved' as const, closed: { by: 'sam', at: AT } };
      open.put(pretendWorkspace(pretendCampaign('a', 'A', { threads: { ...threads, offer } })));
    });
    expect(shown()).toBe('tone gone');
    expect(focused()).toBe('tone');
  });

  it('shows all of them where the desk has none', async () => {
    await discussion('facts');
    expect(shown()).toBe('offer tone gone call');
  });

  it('counts an orphaned thread among the open ones, and shows it alone where it is looked for', async () => {
    await discussion('brief');
    const counts = [...document.querySelectorAll('label')].map((each) => each.textContent);
    expect(counts).toEqual(['Open4', 'Closed0', 'Orphaned2']);
    await page.click(document.querySelectorAll<HTMLElement>('input[type=radio]')[2]!);
    expect(shown()).toBe('gone');
  });

  it('goes from one thread to the next with J and back with K, around both ends', async () => {
    await discussion('brief');
    const at = () => useDesk.getState().thread;
    await page.key('j');
    expect(at()).toBe('offer');
    await page.key('j');
    expect(at()).toBe('tone');
    await page.key('k');
    await page.key('k');
    expect(at()).toBe('call');
    expect(shown()).toContain('call');
  });
});
