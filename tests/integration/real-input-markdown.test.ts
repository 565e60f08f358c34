import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCampaignMarkdown } from '../../domain/import/campaign-markdown.ts';
import type { Block } from '../../domain/text/block.ts';

const markdown = readFileSync(new URL('../data/sample-campaign.md', import.meta.url), 'utf8');
const words = (blocks: readonly Block[] | undefined): string =>
  (blocks ?? []).map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n');

it('a campaign kept in Markdown becomes its brief and its five steps, and what has no place is shown', () => {
  const campaign = parseCampaignMarkdown(markdown);
  const { brief, steps, facts, unplaced } = campaign;

  expect(campaign.name).toBe('Spring renewal');
  expect(Object.keys(brief).sort()).toEqual(['audience', 'keyMessages', 'objective', 'offer', 'proof', 'tone']);
  expect(brief.objective).toHaveLength(6);
  expect(brief.objective![0]!.runs[1]).toEqual({
    text: 'before notice for 1 April renewals runs out on 31 January 2027',
    bold: true,
  });
  expect(brief.keyMessages!.map((block) => [block.kind, 'list' in block && block.list])).toEqual(
    Array.from({ length: 4 }, () => ['item', 'number']),
  );

  expect(steps.map(({ day, channel, variants }) => [day, channel, variants.map(({ name }) => name)])).toEqual([
    [1, 'email', ['The date', 'The palletiser']],
    [3, 'linkedin', ['The five clauses', 'Who would notice?']],
    [5, 'call', ['A']],
    [8, 'email', ['A']],
    [12, 'email', ['A']],
  ]);
  const [first, , call, second] = steps;
  expect(first!.variants[0]).toMatchObject({
    subject: '{{company | Your site}} and 31 January',
    preheader: 'Which service contracts renew by themselves in April?',
  });
  expect(words(first!.variants[0]!.body)).toMatch(/^Hi \{\{first name \| there\}\},\n/);
  expect(first!.variants[0]!.body.flatMap(({ runs }) => runs).find(({ link }) => link)).toEqual({
    text: 'a page like this',
    link: 'https://noticewren.example/sample-page',
  });
  expect(first!.variants[1]!.body[2]!.kind).toBe('quote');
  expect(call!.variants[0]!.body.filter(({ kind }) => kind === 'heading')).toHaveLength(10);
  expect(call!.variants[0]!.body.filter((block) => block.kind === 'item' && block.indent === 1)).toHaveLength(2);
  expect(second!.variants[0]!.subject).toBe('Sixty days’ notice, forty to go');

  expect(facts).toMatchObject({
    budget: { amount: 480_000, currency: 'GBP' },
    window: { opens: '2027-01-11T09:00', closes: '2027-01-11T11:30', timeZone: 'Europe/London' },
    reach: { contacts: 480, firstBatch: 160 },
    sender: { name: 'Sam Tolliver', email: 'sam@noticewren.example', optOutUrl: 'https://noticewren.example/opt-out' },
  });

  const shown = unplaced.join('\n\n');
  for (const sentence of [
    'Owner: Mia (marketing)',
    'Targets, two owners each',
    'When we ramp up',
    'Two variants, half each',
    'A Monday in the second working week',
  ])
    expect(shown).toContain(sentence);

  // No word of the document is lost: each stands in the brief, a step, a fact, or among what has no place.
  const placed = [
    ...Object.values(brief).map(words),
    ...steps.flatMap(({ name, variants }) => [
      name,
      ...variants.flatMap((one) => [one.name, one.subject, one.preheader, words(one.body)]),
    ]),
    JSON.stringify(facts),
    shown,
  ].join('\n');
  const long = markdown.match(/[\p{L}]{5,}/gu) ?? [];
  const structure = new Set([
    'Brief',
    'Objective',
    'Audience',
    'Offer',
    'messages',
    'Proof',
    'points',
    'Budget',
    'Launch',
    'window',
    'Sender',
    'Postal',
    'Sequence',
    'Variant',
    'Subject',
    'Preheader',
    'Spring',
    'renewal',
  ]);
  expect(long.filter((word) => !placed.includes(word) && !structure.has(word))).toEqual([]);
});
