import { expect, it } from 'vitest';
import { team, wholeFacts, WorkspaceUnderTest } from '../gate/workspace-under-test.ts';
import { factLines } from './fact-lines.ts';

const name = (id: string): string => team.find((member) => member.id === id)?.name ?? id;
const form = () => new WorkspaceUnderTest().complete().draft().form;

it('tell every fact in the words of the screen', () => {
  expect(Object.fromEntries(factLines(form(), name))).toMatchObject({
    Owner: ['Mia'],
    'Launch window': ['12 May 2020, 09:00 to 12 Jun 2099, 18:00, London time'],
    Reach: ['480 contacts, first batch 160'],
    Sender: ['Sam', 'Noticewren', 'sam@example.com', '14 Tanners Yard', 'opt-out at https://example.com/out'],
    Budget: ['£1,000'],
    'KPI targets': ['sales 4 by 1 Jul 2027, Sam'],
    'Ramp up, once all of these hold': ['positive replies at least 2 % of delivered, once 100 are delivered'],
    'Halt, at any one of these': ['bounced more than 3 % of sent, once 100 are sent'],
  });
});

it('write amounts, numbers and what is missing as people do', () => {
  const { facts, ...rest } = form();
  const told = Object.fromEntries(
    factLines(
      {
        ...rest,
        facts: {
          ...facts,
          owner: null,
          window: { ...wholeFacts.window!, closes: '2020-05-12T17:00', timeZone: 'America/New_York' },
          reach: { contacts: 1_234_567, firstBatch: 1_000 },
          budget: { amount: 1_234_505, currency: 'CHF', lines: [{ what: 'Rows', amount: 50 }] },
          targets: [{ ...wholeFacts.targets![0]!, unit: 'percent', value: 1.25, atMost: true, owners: [] }],
          halt: [],
        },
        mergeFields: [{ name: 'city', from: 'prospect', fallback: '' }],
      },
      name,
    ),
  );
  expect(told).toMatchObject({
    Owner: ['not set'],
    'Launch window': ['12 May 2020, 09:00 to 17:00, New York time'],
    Reach: ['1,234,567 contacts, first batch 1,000'],
    Budget: ['CHF 12,345.05', 'CHF 0.50 for Rows'],
    'KPI targets': ['sales 1.25 % or less by 1 Jul 2027'],
    'Halt, at any one of these': ['not set'],
    'Merge fields': ['city, from the prospect'],
  });
});
