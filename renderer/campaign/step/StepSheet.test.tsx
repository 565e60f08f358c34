import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { addStep, addVariant, readSteps, textOf } from '../../../domain/campaign/sequence.ts';
import { writeBlocks } from '../../../domain/text/write.ts';
import { readBlocks } from '../../../domain/text/read.ts';
import { drawn } from '../../ui/drawn.ts';
import { pretendCampaign, pretendWorkspace } from '../../ui/pretend.ts';
import { Outline } from '../outline/Outline.tsx';
import { pretendOpen } from '../pretend-open.tsx';
import { withShare } from './shares.ts';
import { StepSheet } from './StepSheet.tsx';

let page: Awaited<ReturnType<typeof drawn>>;
const mergeFields = [{ name: 'first name', from: 'prospect' as const, fallback: 'there' }];
const setUp = () => {
  const state = { ...pretendWorkspace(pretendCampaign('a', 'Spring renewal')), mergeFields };
  const open = pretendOpen(state, 'mia', 'a');
  const { doc } = open.copy.open;
  for (const [id, day] of [
    ['one', 1],
    ['same', 1],
    ['later', 5],
  ] as const) {
    addStep(doc, { id, channel: 'email', day, name: id });
    addVariant(doc, id, { id: `${id}-a`, name: 'A' });
  }
  const order = () => readSteps(doc).map(({ id, day }) => `${id} ${day}`);
  return { open, doc, order };
};
const press = (key: string) => page.key(key, { altKey: true });
const focusLink = (name: string) =>
  act(async () => {
    [...document.querySelectorAll<HTMLElement>('ol a')].find((each) => each.textContent.includes(name))?.focus();
  });
afterEach(() => page.remove());

describe('moving a step', () => {
  it('changes places within a day, and takes the day of the step it passes', async () => {
    const { open, order } = setUp();
    page = await drawn(open.around(<Outline />));
    await focusLink('same');
    await press('ArrowUp');
    expect(order()).toEqual(['same 1', 'one 1', 'later 5']);
    await focusLink('later');
    await press('ArrowUp');
    expect(order()).toEqual(['same 1', 'one 1', 'later 1']);
    await focusLink('same');
    await press('ArrowUp');
    expect(order()).toEqual(['same 1', 'one 1', 'later 1']);
  });

  it('to another day by its form puts it where that day belongs', async () => {
    const { open, order } = setUp();
    page = await drawn(open.around(<StepSheet step="one" variant={null} />));
    await page.click(page.pressable('Step details'));
    const day = [...document.querySelectorAll('input')].find((each) => each.value === '1')!;
    await page.type(day, '9');
    await act(async () => {
      day.focus();
      day.blur();
    });
    expect(order()).toEqual(['same 1', 'later 5', 'one 9']);
  });

  it('has no day before the launch', async () => {
    const { open, order } = setUp();
    page = await drawn(open.around(<StepSheet step="one" variant={null} />));
    await page.click(page.pressable('Step details'));
    const day = [...document.querySelectorAll('input')].find((each) => each.value === '1')!;
    await page.type(day, '0');
    expect(document.body.textContent).toContain('At least 1.');
    await act(async () => {
      day.focus();
      day.blur();
    });
    expect(order()).toEqual(['one 1', 'same 1', 'later 5']);
  });
});

describe('variants', () => {
  it('begin as a copy of the one beside them', async () => {
    const { open, doc } = setUp();
    textOf(doc, 'step/one/one-a/subject')!.insert(0, 'A date');
    const body = [
      { kind: 'heading' as const, level: 2 as const, runs: [{ text: 'Hello ', bold: true as const }, { text: 'you' }] },
    ];
    writeBlocks(textOf(doc, 'step/one/one-a/body')!, body);
    page = await drawn(open.around(<StepSheet step="one" variant={null} />));
    await page.click(page.pressable('Add a variant'));
    const [first, second] = readSteps(doc)[0]!.variants;
    expect([second?.name, second?.share, second?.subject.toJSON()]).toEqual(['B', 50, 'A date']);
    expect(readBlocks(second!.body)).toEqual(body);
    // From now on each is its own.
    second!.body.insert(1, 'Now ');
    expect(readBlocks(first!.body)).toEqual(body);
  });

  it('of two share out what the other leaves', () => {
    expect(withShare([50, 50], 0, 30)).toEqual([30, 70]);
    expect(withShare([50, 50], 1, null)).toEqual([50, null]);
    expect(withShare([50, 50], 1, 120)).toEqual([50, 120]);
    expect(withShare([40, 30, 30], 0, 50)).toEqual([50, 30, 30]);
  });

  it('are seen as their recipient sees them', async () => {
    const { open, doc } = setUp();
    textOf(doc, 'step/one/one-a/subject')!.insert(0, 'Hi {{first name}}');
    writeBlocks(textOf(doc, 'step/one/one-a/body')!, [
      { kind: 'item', list: 'bullet', indent: 0, runs: [{ text: 'Dear {{first name | friend}}' }] },
    ]);
    page = await drawn(open.around(<StepSheet step="one" variant={null} />));
    await page.click(page.pressable('Preview'));
    const preview = document.querySelector('section[aria-label=Preview]');
    expect(preview?.querySelector('li')?.textContent).toBe('Dear friend');
    expect(preview?.textContent).toContain('Hi there');
    expect(document.querySelector('[role=textbox]')).toBeNull();
  });
});
