import { describe, expect, it } from 'vitest';
import { NO_HASH, type Event, type FeedRow } from '../../../domain/event.ts';
import { hashBody, hashEvent, nextHead } from '../../../domain/record/hash.ts';
import { continueChain } from './chain.ts';

const start = { number: 0, head: NO_HASH };
const story = (length: number, name = 'Spring'): FeedRow[] => {
  const rows: FeedRow[] = [];
  for (let number = 1; number <= length; number += 1) {
    const before = rows.at(-1);
    const event: Event = {
      format: 1,
      workspace: 'w',
      campaign: 'spring',
      sequence: number,
      previous: before?.hash ?? NO_HASH,
      at: '2027-01-01T00:00:00.000Z',
      actor: { member: 'mia' },
      command: null,
      key: 'k',
      bodies: { comment: hashBody('s', 'words') },
      kind: 'campaign renamed',
      data: { name: `${name} ${number}` },
    };
    const hash = hashEvent(event);
    const head = nextHead(before?.head ?? NO_HASH, hash);
    rows.push({ number, event, hash, head, signature: 's', bodies: { comment: { salt: 's', text: 'words' } } });
  }
  return rows;
};
const rows = story(3);
const at = (number: number) => ({ number, head: rows[number - 1]!.head });
const change = (row: FeedRow, to: Partial<FeedRow>): FeedRow => ({ ...row, ...to });

describe('a feed', () => {
  it('continues from nothing, and from where this laptop stands', () => {
    expect(continueChain(start, rows, false)).toEqual({ kind: 'continues', rows });
    expect(continueChain(at(2), rows, false)).toEqual({ kind: 'continues', rows: [rows[2]] });
    expect(continueChain(at(3), [], false)).toEqual({ kind: 'continues', rows: [] });
  });
  it('with rows missing is asked for again', () => {
    expect(continueChain(start, rows.slice(1), false)).toEqual({ kind: 'gap' });
    expect(continueChain(start, [rows[0], rows[2]], false)).toEqual({ kind: 'gap' });
  });
  it('with an erased text goes on', () => {
    const erased = change(rows[0]!, { bodies: { comment: null } });
    expect(continueChain(start, [erased], false).kind).toBe('continues');
  });
});

const hidden = ({ number, hash, head }: FeedRow) => ({ number, hash, head });
describe('a guest’s feed', () => {
  it('continues over rows that are hidden, in their own place only', () => {
    const [first, second, third] = rows as [FeedRow, FeedRow, FeedRow];
    const seen = [first, hidden(second), third];
    expect(continueChain(start, seen, true)).toEqual({ kind: 'continues', rows: seen });
    expect(continueChain(start, [first, { ...hidden(second), hash: third.hash }], true).kind).toBe('broken');
    expect(continueChain(start, [first, { ...hidden(second), event: {} }], true).kind).toBe('broken');
  });
  it('is not a member’s: nothing may be kept from one', () => {
    expect(continueChain(start, [hidden(rows[0]!)], false)).toMatchObject({ kind: 'broken' });
  });
});

const other = story(3, 'Autumn');
it.each([
  ['a row this laptop knows otherwise', at(2), [other[1]]],
  ['a story that does not follow from ours', at(2), [other[2]]],
  ['an event that is not what its hash says', start, [change(rows[0]!, { event: other[0]!.event })]],
  ['a head that does not follow', start, [change(rows[0]!, { head: NO_HASH })]],
  [
    'another text than the event names',
    start,
    [change(rows[0]!, { bodies: { comment: { salt: 's', text: 'else' } } })],
  ],
  ['a text the event does not name', start, [change(rows[0]!, { bodies: { note: null } })]],
  ['a row that is none', start, [{ number: 1 }]],
  ['an event that has no canonical text', start, [change(rows[0]!, { event: { ...rows[0]!.event, key: '\ud800' } })]],
])('is not taken: %s', (_, from, raw) => {
  expect(continueChain(from, raw, false)).toMatchObject({
    kind: 'broken',
    says: expect.stringMatching(/\.$/) as string,
  });
});
