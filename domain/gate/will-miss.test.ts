import { describe, expect, it } from 'vitest';
import { changedParts, diffVersions } from '../canonical/diff.ts';
import { thaw } from '../canonical/freeze.ts';
import { stageOf } from '../stage.ts';
import { foundingPolicy } from './policy.ts';
import { willMiss } from './will-miss.ts';
import { WorkspaceUnderTest } from './workspace-under-test.ts';

const named = (at: WorkspaceUnderTest, version: number) => ({
  campaign: 'c',
  version,
  digest: at.campaign.versions[version - 1]!.digest,
});
const signs = (at: WorkspaceUnderTest, by: string, version: number): void => {
  const { json, ids } = at.stored.get(version)!;
  const viewed = changedParts(diffVersions(null, thaw(json, ids)!));
  at.must(by, { kind: 'sign off', ...named(at, version), viewed, statement: 'I approve it.' });
};
const asks = (at: WorkspaceUnderTest): void =>
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
const when = { at: '2027-05-12T09:00', timeZone: 'Europe/London', graceMinutes: 15 };
/** Signed by Lena, scheduled by Sam. */
const scheduled = (): WorkspaceUnderTest => {
  const at = new WorkspaceUnderTest().complete();
  asks(at);
  signs(at, 'lena', 1);
  at.must('sam', { kind: 'schedule launch', ...named(at, 1), ...when, asked: [] });
  return at;
};
const thread = { kind: 'start thread' as const, campaign: 'c', thread: 't', comment: 'No.', replacement: null };
const anchor = { text: 'brief/offer' as const, start: '', end: '', quote: '', before: '', after: '' };
const suspend = (at: WorkspaceUnderTest, member: string): void =>
  at.must('mia', { kind: 'suspend member', member, suspended: true });

const causes: [string, (at: WorkspaceUnderTest) => void, string, unknown][] = [
  [
    'a blocking thread',
    (at) => at.must('noor', { ...thread, anchor, blocking: true }),
    'blocking thread opened since',
    { go: 'thread', thread: 't' },
  ],
  [
    'a thread that was made blocking',
    (at) => {
      at.must('noor', { ...thread, anchor, blocking: false });
      at.must('noor', { kind: 'set blocking', campaign: 'c', thread: 't', blocking: true });
    },
    'blocking thread opened since',
    { go: 'thread', thread: 't' },
  ],
  [
    'changes that a second lead asks for',
    (at) => at.must('noor', { kind: 'request changes', ...named(at, 1), reason: 'No.' }),
    'not signed',
    { go: 'version', version: 1 },
  ],
  ['a signer who is suspended', (at) => suspend(at, 'lena'), 'not signed', { go: 'version', version: 1 }],
  ['a suspended member who had set it', (at) => suspend(at, 'sam'), 'suspended', null],
  [
    'a right to launch that went',
    (at) => at.must('mia', { kind: 'change role', member: 'sam', was: 'sales', role: 'viewer', admin: false }),
    'not allowed',
    null,
  ],
  [
    'a policy under which fewer launch',
    (at) =>
      at.must('mia', {
        kind: 'set policy',
        was: foundingPolicy,
        policy: { ...foundingPolicy, mayLaunch: ['marketing'] },
      }),
    'not allowed',
    null,
  ],
  [
    'a quorum that was raised',
    (at) => at.must('mia', { kind: 'set policy', was: foundingPolicy, policy: { ...foundingPolicy, quorum: 2 } }),
    'not signed',
    { go: 'version', version: 1 },
  ],
  [
    'a newer signed version',
    (at) => {
      at.types('brief/tone', 'Other words.', 'mia');
      asks(at);
      signs(at, 'lena', 2);
    },
    'a newer version is signed',
    { go: 'version', version: 2 },
  ],
];

describe('a schedule says beforehand that it will launch nothing, and why:', () => {
  it('not while nothing is in its way', () => {
    const at = scheduled();
    expect([willMiss(at.state, at.campaign), stageOf(at.state, at.campaign)]).toEqual([[], 'scheduled']);
    at.must('sam', { kind: 'unschedule launch', campaign: 'c', reason: null });
    expect(willMiss(at.state, at.campaign)).toEqual([]);
  });
  it.each(causes)('%s', (_, happens, code, fix) => {
    const at = scheduled();
    happens(at);
    const reasons = willMiss(at.state, at.campaign);
    expect(reasons).toEqual([{ code, says: expect.stringMatching(/\.$/) as string, fix }]);
    // Blue is for what stands.
    expect(stageOf(at.state, at.campaign)).not.toBe('scheduled');
    // And yet it waits for its hour, until which things may change.
    expect(at.refuses('mia', { kind: 'archive campaign', campaign: 'c', archived: true })).toEqual(['still open']);
    at.now = '2027-05-12T08:00:01.000Z';
    at.looksAtClock();
    expect(at.campaign.launches).toEqual([]);
    expect(at.campaign.schedule?.missedFor).toEqual([code]);
    expect(willMiss(at.state, at.campaign)).toEqual([]);
  });
  it('and is over once it is set again', () => {
    const at = scheduled();
    at.must('noor', { ...thread, anchor, blocking: true });
    const again = { kind: 'schedule launch' as const, ...named(at, 1), ...when };
    at.must('mia', { ...again, asked: ['blocking thread opened since'] });
    expect([willMiss(at.state, at.campaign), stageOf(at.state, at.campaign)]).toEqual([[], 'scheduled']);
  });
});
