import { expect, it } from 'vitest';
import { factKeys, noFacts } from '../../../domain/campaign/facts.ts';
import { draftOf, type Draft } from './drafts.ts';
import { wrongIn } from './wrong-in.ts';

const window = { opens: '2027-05-12T09:00', closes: '2027-05-12T11:30', timeZone: 'Europe/London' };
const says = (draft: Draft) => wrongIn(draft).map(({ field, says: words }) => `${field}: ${words}`);

it('says in a sentence what a fact lacks, and at which field', () => {
  expect(says({ fact: 'window', value: window })).toEqual([]);
  expect(says({ fact: 'window', value: { ...window, opens: '' } })).toEqual(['opens: Enter when the window opens.']);
  expect(says({ fact: 'window', value: { ...window, closes: window.opens } })).toEqual([
    'closes: The window closes before it opens.',
  ]);
  expect(says({ fact: 'reach', value: { contacts: null, firstBatch: 10 } })).toEqual([
    'contacts: Enter how many contacts: a whole number from 1.',
  ]);
  expect(says({ fact: 'reach', value: { contacts: 10, firstBatch: 20 } })).toEqual([
    'firstBatch: The first batch is larger than all contacts together.',
  ]);
  expect(says({ fact: 'owner', value: null })).toEqual([': Choose who answers for it.']);
  const lines = [
    { what: 'Ads', amount: 200 },
    { what: '', amount: null },
  ];
  expect(says({ fact: 'budget', value: { amount: 100, currency: 'pounds', lines } })).toEqual([
    'currency: Enter three capital letters, like GBP.',
    'lines.1.what: Enter what this is for.',
    'lines.1.amount: Enter an amount.',
    ': The lines come to more than the budget.',
  ]);
});

it('takes a web address for the opt-out page and nothing else', () => {
  const sender = { name: 'Mia', email: 'mia@kiln.example', company: '', phone: '', address: '', optOutUrl: '' };
  expect(says({ fact: 'sender', value: sender })).toEqual([]);
  expect(says({ fact: 'sender', value: { ...sender, optOutUrl: 'https://kiln.example/stop' } })).toEqual([]);
  for (const optOutUrl of ['kiln.example/stop', 'http://kiln.example/stop', 'mailto:stop@kiln.example', 'javascript:1'])
    expect(says({ fact: 'sender', value: { ...sender, optOutUrl } })).toEqual([
      'optOutUrl: Enter a web address that begins with https://.',
    ]);
});

it.each(factKeys)('never shows what a program says of an empty form: %s', (fact) => {
  for (const words of says(draftOf(fact, noFacts()))) expect(words).toMatch(/^[\w.]*: (Enter|Choose) /);
});
