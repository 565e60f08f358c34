import { act, type ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { addStep, addVariant, readSteps, removeStep } from '../../../domain/campaign/sequence.ts';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendCampaign, pretendWorkspace } from '../../ui/pretend.ts';
import { PlanImport } from '../import/PlanImport.tsx';
import { Outline } from '../outline/Outline.tsx';
import { pretendOpen } from '../pretend-open.tsx';
import { Strips } from '../room/Strips.tsx';
import { StepSheet } from '../step/StepSheet.tsx';
import { endWritingAsLead } from './lead-guard.ts';
import { LeadWarning } from './LeadWarning.tsx';

const state = pretendWorkspace(pretendCampaign('a', 'Spring renewal'));
let page: Awaited<ReturnType<typeof drawn>>;
afterEach(async () => {
  await page.remove();
  endWritingAsLead('a');
});

/** A screen of a campaign with three steps, one of them out, in the hands of its only lead. */
const asLead = async (node: ReactNode) => {
  const open = pretendOpen(state, 'lena', 'a');
  const { doc } = open.copy.open;
  for (const [id, day] of [
    ['one', 1],
    ['two', 1],
    ['gone', 4],
  ] as const) {
    addStep(doc, { id, channel: 'call', day, name: `Step ${id}` });
    addVariant(doc, id, { id: `${id}-a`, name: 'A' });
  }
  addVariant(doc, 'one', { id: 'one-b', name: 'B' });
  removeStep(doc, 'gone');
  page = await drawn(
    open.around(
      <>
        {node}
        <LeadWarning campaign="a" />
      </>,
    ),
  );
  const written = () => JSON.stringify([open.brief.open.doc.toJSON(), doc.toJSON()]);
  return { open, before: written(), written };
};
/** Presses what is called so; the items of a menu are there once its popover says that it is open, which this document does not. */
const press = async (words: string) => {
  const button = page.pressable(words);
  const float = document.getElementById(button.getAttribute('popovertarget') ?? '');
  if (!float) return page.click(button);
  return act(async () => {
    float.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
  });
};
const warned = () =>
  document.querySelector('[role=alertdialog]')?.textContent.includes('you become an author') === true;

const sheet = <StepSheet step="one" variant="one-a" />;
const deeds: [string, ReactNode, string[]][] = [
  ['adds a step', <Outline key="o" />, ['Add a step']],
  ['renames a step', <Outline key="o" />, ['Actions for Step one', 'Rename']],
  ['moves a step', <Outline key="o" />, ['Actions for Step one', 'Move down']],
  ['removes a step', <Outline key="o" />, ['Actions for Step one', 'Remove from']],
  ['puts a step back', <Outline key="o" />, ['Put Step gone back']],
  ['changes a step', sheet, ['Step details']],
  ['adds a variant', sheet, ['Add a variant']],
  ['renames a variant', sheet, ['Actions for variant A', 'Rename']],
  ['shares out', sheet, ['Actions for variant A', 'Who gets which']],
  ['removes a variant', sheet, ['Actions for variant A', 'Remove']],
  ['puts a removed step back', <StepSheet key="g" step="gone" variant={null} />, ['Put it back']],
];

it.each(deeds)('warns a sales lead before it %s', async (_, node, presses) => {
  const { before, written } = await asLead(node);
  for (const words of presses) await press(words);
  expect(warned()).toBe(true);
  expect(written()).toBe(before);
  await page.click(page.pressable('Cancel'));
  expect(warned()).toBe(false);
  expect(written()).toBe(before);
});

it('warns once, and then does what was asked for', async () => {
  const { open } = await asLead(sheet);
  await page.click(page.pressable('Add a variant'));
  await page.click(document.querySelector<HTMLElement>('[role=alertdialog] button')!);
  const names = () => readSteps(open.copy.open.doc)[0]?.variants.map(({ name }) => name);
  expect(names()).toEqual(['A', 'B', 'C']);
  await page.click(page.pressable('Add a variant'));
  expect(warned()).toBe(false);
  expect(names()).toEqual(['A', 'B', 'C', 'D']);
});

it('warns before a pasted plan is placed', async () => {
  const { before, written } = await asLead(<PlanImport onClose={() => {}} />);
  const area = document.querySelector('textarea')!;
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, '## Tone\n\nCalm.');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.click(page.pressable('Place it'));
  expect(warned()).toBe(true);
  expect(written()).toBe(before);
});

it('warns before words that could not be merged are put back', async () => {
  const { open, before, written } = await asLead(<Strips />);
  await act(async () => {
    open.brief.is({
      receipt: { since: AT, theirs: [], lost: [{ text: 'brief/offer', words: 'We bring the logger.' }] },
    });
  });
  // It comes after the first screen.
  await vi.waitFor(async () => {
    await act(async () => {});
    page.pressable('Put it back');
  });
  await page.click(page.pressable('Put it back'));
  expect(warned()).toBe(true);
  expect(written()).toBe(before);
});
