import { expect, it } from 'vitest';
import { wrongIn } from './wrong-in.ts';

const window = { opens: '2027-05-12T09:00', closes: '2027-05-12T11:30', timeZone: 'Europe/London' };

it('says in a sentence what a fact lacks', () => {
  expect(wrongIn('window', window)).toBeNull();
  expect(wrongIn('window', { ...window, opens: '' })).toBe('Say when it opens.');
  expect(wrongIn('window', { ...window, closes: window.opens })).toBe('The window closes before it opens.');
  expect(wrongIn('reach', { contacts: null, firstBatch: 10 })).toContain('How many contacts?');
  expect(wrongIn('reach', { contacts: 10, firstBatch: 20 })).toContain('larger');
  expect(wrongIn('owner', null)).toBe('Choose who answers for it.');
  expect(wrongIn('budget', { amount: 100, currency: 'GBP', lines: [{ what: 'Ads', amount: 200 }] })).toContain('more');
  expect(wrongIn('budget', { amount: 100, currency: 'pounds', lines: [] })).toContain('three capital letters');
});
