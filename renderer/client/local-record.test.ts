import { expect, it } from 'vitest';
import { NO_HASH, type FeedRow } from '../../domain/event.ts';
import { someEvent } from './event-under-test.ts';
import { localRecord } from './local-record.ts';

const hash = 'a'.repeat(64);
const row = (number: number, what: object, words: string[] = []): FeedRow => ({
  number,
  hash: NO_HASH,
  head: NO_HASH,
  signature: '',
  bodies: Object.fromEntries(words.map((name) => [name, { salt: 's', text: `The ${name}` }])),
  event: someEvent(number, {
    bodies: Object.fromEntries(words.map((name) => [name, name === 'comment' ? hash : 'b'.repeat(64)])),
    ...what,
  }),
});
const said = row(1, { kind: 'replied', data: { thread: 't', reply: 'r' } }, ['comment', 'quote']);
const elsewhere = row(2, { kind: 'campaign renamed', campaign: 'autumn', data: { name: 'x' } });
const erasing = row(3, { kind: 'text erased', data: { number: 1, sequence: 1, name: 'comment', hash } });
const { record, textAt } = localRecord(() => Promise.resolve([said, elsewhere, erasing]));

it('is one campaign’s entries, without words that were erased since', async () => {
  const [entry, ...others] = await record('spring');
  expect(others.map(({ number }) => number)).toEqual([3]);
  expect(entry!.bodies).toEqual({ comment: null, quote: { salt: 's', text: 'The quote' } });
});

it('says beside which row a text stands', async () => {
  expect(await textAt(hash)).toEqual({ number: 1, name: 'comment' });
  expect(await textAt('c'.repeat(64))).toBeNull();
});
