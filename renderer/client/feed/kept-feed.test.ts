import { expect, it } from 'vitest';
import { NO_HASH, type AnyRow, type FeedRow } from '../../../domain/event.ts';
import { someEvent } from '../event-under-test.ts';
import { KeptFeed } from './kept-feed.ts';

const row = (number: number, what: object, bodies: FeedRow['bodies'] = {}): FeedRow => ({
  number,
  hash: NO_HASH,
  head: NO_HASH,
  signature: '',
  bodies,
  event: someEvent(number, {
    bodies: Object.fromEntries(Object.keys(bodies).map((name) => [name, 'a'.repeat(64)])),
    ...what,
  }),
});

it('forgets a text that was erased, on this laptop’s disk and in what it shows', async () => {
  const disk = new Map<number, AnyRow>();
  const store = {
    feed: () => Promise.resolve([...disk.values()].sort((one, other) => one.number - other.number)),
    addFeed: (rows: readonly AnyRow[]) => Promise.resolve(rows.forEach((each) => disk.set(each.number, each))),
    dropFeed: () => Promise.resolve(disk.clear()),
  };
  const feed = new KeptFeed(store, 'w', () => undefined);
  const thread = {
    kind: 'thread started',
    data: { thread: 't', anchor: { text: 'brief/objective', start: '', end: '' }, blocking: false, suggests: false },
  };
  const said = { comment: { salt: 's', text: 'Private words' }, quote: { salt: 's', text: 'Others' } };
  await feed.take([row(1, { kind: 'campaign created', data: { name: 'Spring' } }), row(2, thread, said)]);
  expect(JSON.stringify([...disk])).toContain('Private words');
  const data = { number: 2, sequence: 2, name: 'comment', hash: 'a'.repeat(64) };
  await feed.take([row(3, { kind: 'text erased', data })]);
  expect(JSON.stringify([...disk])).not.toContain('Private words');
  expect(JSON.stringify([...disk])).toContain('Others');
  expect(JSON.stringify(feed.state())).not.toContain('Private words');
});
