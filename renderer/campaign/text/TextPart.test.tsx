import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeBlocks } from '../../../domain/text/write.ts';
import { drawn } from '../../ui/drawn.ts';
import { pretendCampaign, pretendWorkspace } from '../../ui/pretend.ts';
import { readToasts } from '../../ui/toast.ts';
import { clearDesk, useDesk } from '../desk.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { endWritingAsLead } from './lead-guard.ts';
import { LeadWarning } from './LeadWarning.tsx';
import { TextPart } from './TextPart.tsx';

const state = pretendWorkspace(pretendCampaign('a', 'Spring renewal'));
let page: Awaited<ReturnType<typeof drawn>>;

/** One text of the brief, as its sheet draws it, for one member. */
const sheet = async (me: string, access: 'read' | 'write') => {
  const open = pretendOpen(state, me, 'a');
  const text = open.brief.open.doc.getText('offer');
  writeBlocks(text, [{ kind: 'paragraph', runs: [{ text: 'It takes half a day.' }] }]);
  open.brief.is({ access });
  page = await drawn(
    open.around(
      <>
        <TextPart room={open.brief.open} text={text} textId="brief/offer" mode="copy" label="Offer" placeholder="" />
        <LeadWarning campaign="a" />
      </>,
    ),
  );
  const box = document.querySelector<HTMLElement>('[role=textbox]')!;
  /** As a browser does before a key, an input method or a menu changes something. */
  const input = (inputType: string, data: string | null = null) =>
    act(async () => {
      box.dispatchEvent(new InputEvent('beforeinput', { inputType, data, cancelable: true, bubbles: true }));
    });
  return { open, text, box, input, before: text.toJSON() };
};
afterEach(async () => {
  await page.remove();
  clearDesk();
  endWritingAsLead('a');
});

describe('a key in a text that one only reads', () => {
  it('opens a suggestion on the word for whoever discusses', async () => {
    const { text, input, before } = await sheet('sam', 'read');
    await input('insertText', 'x');
    expect(useDesk.getState().composing).toMatchObject({ mode: 'suggest', anchor: { quote: 'It' }, replacement: 'It' });
    expect(text.toJSON()).toBe(before);
  });

  it('says why nothing happens where there is nothing else to do', async () => {
    const { input } = await sheet('ida', 'read');
    await input('insertText', 'x');
    expect(useDesk.getState().composing).toBeNull();
    expect(readToasts().at(-1)?.message).toBe('You can read this.');
  });

  it('leaves a comment that is being written as it is', async () => {
    const { input } = await sheet('sam', 'read');
    await input('insertText', 'x');
    act(() => {
      useDesk.setState(({ composing }) => ({ composing: composing && { ...composing, comment: 'Half written' } }));
    });
    await input('insertText', 'y');
    expect(useDesk.getState().composing?.comment).toBe('Half written');
  });
});

describe('a sales lead', () => {
  it.each([
    ['a letter', 'insertText'],
    ['words cut', 'deleteByCut'],
    ['a whole word deleted', 'deleteWordBackward'],
    ['a format of the browser’s own', 'formatBold'],
    ['words dropped', 'insertFromDrop'],
  ])('is warned before %s makes them an author', async (_, inputType) => {
    const { text, input, before } = await sheet('lena', 'write');
    await input(inputType, 'x');
    expect(document.querySelector('[role=alertdialog]')?.textContent).toContain('you become an author');
    expect(text.toJSON()).toBe(before);
  });

  it('may suggest instead, on the word they stood at', async () => {
    const { input } = await sheet('lena', 'write');
    await input('insertText', 'x');
    await page.click(page.pressable('Suggest instead'));
    expect(document.querySelector('[role=alertdialog]')).toBeNull();
    expect(useDesk.getState().composing).toMatchObject({ mode: 'suggest', anchor: { quote: 'It' } });
  });

  it('writes once they said so, and is warned again after leaving the campaign', async () => {
    const { box, input } = await sheet('lena', 'write');
    expect(box.getAttribute('aria-readonly')).toBe('true');
    await input('insertText', 'x');
    await page.click(page.pressable('Edit anyway'));
    expect(box.getAttribute('aria-readonly')).toBe('false');
    await act(async () => {
      endWritingAsLead('a');
    });
    expect(box.getAttribute('aria-readonly')).toBe('true');
  });

  it('who may not write here is no author and is not warned', async () => {
    const { input } = await sheet('lena', 'read');
    await input('insertText', 'x');
    expect(document.querySelector('[role=alertdialog]')).toBeNull();
    expect(useDesk.getState().composing?.mode).toBe('suggest');
  });
});

it('keeps the words marked while a comment on them is written', async () => {
  const { input } = await sheet('sam', 'read');
  await input('insertText', 'x');
  await vi.waitFor(() => {
    expect([...document.querySelectorAll('mark')].map((each) => each.textContent)).toEqual(['It']);
  });
});
