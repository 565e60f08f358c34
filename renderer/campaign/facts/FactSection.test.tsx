import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factKeys, noFacts } from '../../../domain/campaign/facts.ts';
import type { Outcome } from '../../client/contract.ts';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendCampaign, pretendWorkspace } from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { FactSection } from './FactSection.tsx';

const facts = { ...noFacts(), reach: { contacts: 1240, firstBatch: 100 } };
const state = pretendWorkspace(pretendCampaign('a', 'Spring renewal', { facts }));
const stale: Outcome = {
  kind: 'refused',
  reasons: [
    {
      code: 'stale value',
      says: 'Sam changed it meanwhile.',
      fix: { go: 'stale', now: { contacts: 900, firstBatch: 90 }, by: 'sam', at: AT },
    },
  ],
};
const input = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll('label')].find((each) => each.textContent === label);
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
};

describe('a fact', () => {
  let open: ReturnType<typeof pretendOpen>;
  let page: Awaited<ReturnType<typeof drawn>>;
  beforeEach(async () => {
    open = pretendOpen(state, 'mia', 'a');
    page = await drawn(open.around(<FactSection fact="reach" />));
  });
  afterEach(() => page.remove());
  const change = async () => {
    await page.click(page.pressable('Change reach'));
    await page.type(input('Contacts'), '1,300');
    await page.click(page.pressable('Save'));
  };

  it('replaces exactly the value that was on the screen', async () => {
    await change();
    expect(open.sent).toEqual([
      {
        kind: 'set fact',
        campaign: 'a',
        fact: 'reach',
        was: { contacts: 1240, firstBatch: 100 },
        value: { contacts: 1300, firstBatch: 100 },
      },
    ]);
  });

  it('asks which value holds when somebody else was first, and sends mine over theirs', async () => {
    open.answers.push(stale);
    await change();
    expect(document.body.textContent).toContain('900 contacts, first batch 90');
    expect(document.body.textContent).toContain('1,300 contacts, first batch 100');
    await page.click(page.pressable('Send mine'));
    expect(open.sent.at(-1)).toMatchObject({
      was: { contacts: 900, firstBatch: 90 },
      value: { contacts: 1300, firstBatch: 100 },
    });
  });

  it('keeps theirs and sends nothing more', async () => {
    open.answers.push(stale);
    await change();
    await page.click(page.pressable('Keep Sam’s'));
    expect(open.sent).toHaveLength(1);
    expect(document.querySelector('[role=alertdialog]')).toBeNull();
  });

  it('asks the same about one that was decided offline and came back', async () => {
    await act(async () =>
      open.keep([
        {
          command: {
            id: 'c1',
            kind: 'set fact',
            campaign: 'a',
            fact: 'reach',
            was: null,
            value: { contacts: 5, firstBatch: 5 },
          },
          at: AT,
          state: 'refused',
          reasons: stale.kind === 'refused' ? stale.reasons : [],
        },
      ]),
    );
    expect(document.body.textContent).toContain('two answers');
    await page.click(page.pressable('Send mine'));
    expect(open.sent.at(-1)).toMatchObject({ was: { contacts: 900 }, value: { contacts: 5 } });
    expect(open.workspace.outbox()).toEqual([]);
  });

  it('sends nothing that is wrong', async () => {
    await page.click(page.pressable('Change reach'));
    await page.type(input('Contacts'), '50');
    await page.click(page.pressable('Save'));
    expect(open.sent).toEqual([]);
    expect(document.body.textContent).toContain('The first batch is larger');
  });

  it('takes the focus to its first field, and gives it back to the button that opened it', async () => {
    await page.click(page.pressable('Change reach'));
    expect(document.activeElement).toBe(input('Contacts'));
    await page.click(page.pressable('Cancel'));
    expect(document.activeElement).toBe(page.pressable('Change reach'));
    await change();
    expect(document.activeElement).toBe(page.pressable('Change reach'));
  });

  it('is given up by Escape, which asks first where something was changed', async () => {
    await page.click(page.pressable('Change reach'));
    await page.key('Escape');
    expect(document.activeElement).toBe(page.pressable('Change reach'));
    await page.click(page.pressable('Change reach'));
    await page.type(input('Contacts'), '7');
    await page.key('Escape');
    expect(document.querySelector('[role=alertdialog]')?.textContent).toContain('Discard your changes to reach?');
    await page.click(page.pressable('Keep editing'));
    expect(input('Contacts').value).toBe('7');
    await page.key('Escape');
    await page.click(page.pressable('Discard'));
    expect(document.querySelector('form')).toBeNull();
    expect(open.sent).toEqual([]);
  });

  it('says at the field what is wrong, and leads there', async () => {
    await page.click(page.pressable('Change reach'));
    await page.type(input('In the first batch'), '');
    await page.click(page.pressable('Save'));
    expect(open.sent).toEqual([]);
    const field = input('In the first batch');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'Enter how many go out first',
    );
    expect(document.activeElement).toBe(field);
  });

  it('is only read by a viewer', async () => {
    open = pretendOpen(state, 'ida', 'a');
    await page.again(open.around(<FactSection fact="reach" />));
    expect(document.querySelector('button')).toBeNull();
    expect(document.body.textContent).toContain('1,240 contacts');
  });
});

it.each(factKeys)('%s: asks for what is missing in words when nothing was typed', async (fact) => {
  const open = pretendOpen(pretendWorkspace(pretendCampaign('a', 'Spring renewal')), 'mia', 'a');
  const page = await drawn(open.around(<FactSection fact={fact} />));
  await page.click(page.pressable('Set '));
  await page.click(page.pressable('Save'));
  expect(open.sent).toEqual([]);
  expect([...document.querySelectorAll('[role=alert]')].map((each) => each.textContent).join(' ')).toMatch(
    /^(Enter|Choose) /,
  );
  expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
  await page.remove();
});
