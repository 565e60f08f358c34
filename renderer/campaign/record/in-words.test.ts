import { expect, it } from 'vitest';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import { AT, pretendCampaign, pretendWorkspace } from '../../ui/pretend.ts';
import { entryOf } from './in-words.ts';

const row = (event: Partial<FeedRow['event']>): FeedRow =>
  ({ ...missed(), event: { ...missed().event, ...event } }) as FeedRow;
const missed = (reasons?: string[]): FeedRow => ({
  number: 9,
  hash: NO_HASH,
  head: NO_HASH,
  signature: '',
  bodies: {},
  event: {
    format: 1,
    workspace: 'w1',
    campaign: 'a',
    sequence: 9,
    previous: NO_HASH,
    at: AT,
    actor: { server: 'schedule' },
    command: null,
    key: 'k',
    bodies: {},
    kind: 'launch missed',
    data: { version: 2, at: '2027-05-12T10:00', timeZone: 'Europe/London', ...(reasons ? { reasons } : {}) },
  },
});

it.each<[string[] | undefined, string]>([
  [['too late'], 'The server was not there then, nor soon enough after it. Nothing went out.'],
  [
    ['suspended', 'a newer version is signed'],
    'Whoever set it was suspended. A newer version was signed after it was set. Nothing went out.',
  ],
  [['a code of later days'], 'Something stood in its way. Nothing went out.'],
  [undefined, 'Something stood in its way. Nothing went out.'],
])('a missed launch says why, in words: %s', (reasons, why) => {
  const { who, says } = entryOf(missed(reasons), pretendWorkspace(pretendCampaign('a', 'A')));
  expect(who).toBe('The server');
  expect(says).toMatch(/^missed the launch of version 2 at .*, .*\. /);
  expect(says.endsWith(why)).toBe(true);
});

it('a signature says who of signer and authors came by whose invite', () => {
  const ties = [
    { who: 'sam', by: 'lena', how: 'invite' as const },
    { who: 'lena', by: 'mia', how: 'lead' as const },
  ];
  const team = pretendWorkspace(pretendCampaign('a', 'A'));
  const data = { version: 1, digest: NO_HASH, viewed: [], statement: 'I approve it.', byAuthor: false, ties };
  expect(entryOf(row({ kind: 'signed off', actor: { member: 'lena' }, data }), team).says).toBe(
    'signed version 1: “I approve it.” Sam, who wrote in it, was invited by Lena. Lena was made a sales lead by Mia alone.',
  );
});

it('says the words of a suggestion once, where they came without a comment', () => {
  const { event } = missed();
  const suggested = (comment: string): FeedRow => ({
    ...missed(),
    bodies: { comment: { salt: '', text: comment }, replacement: { salt: '', text: 'a morning' } },
    event: {
      ...event,
      actor: { member: 'sam' },
      bodies: { comment: '1'.repeat(64), replacement: '2'.repeat(64) },
      kind: 'thread started',
      data: { thread: 't1', anchor: { text: 'brief/offer', start: '', end: '' }, blocking: false, suggests: true },
    },
  });
  const team = pretendWorkspace(pretendCampaign('a', 'A'));
  const texts = (comment: string) => entryOf(suggested(comment), team).texts.map(({ said }) => said);
  expect(texts('a morning')).toEqual(['a morning']);
  expect(texts('Shorter is truer.')).toEqual(['Shorter is truer.', 'a morning']);
});
