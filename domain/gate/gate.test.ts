import { describe, expect, it } from 'vitest';
import { stageOf } from '../stage.ts';
import { changedParts, diffVersions } from '../canonical/diff.ts';
import { thaw } from '../canonical/freeze.ts';
import { foundingPolicy } from './policy.ts';
import { team, WorkspaceUnderTest } from './workspace-under-test.ts';

const asks = (at: WorkspaceUnderTest, by = 'mia'): void =>
  at.must(by, { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
const named = (at: WorkspaceUnderTest, version: number) => ({
  campaign: 'c',
  version,
  digest: at.campaign.versions.find(({ number }) => number === version)!.digest,
});
const everything = (at: WorkspaceUnderTest, version: number): string[] => {
  const { json, ids } = at.stored.get(version)!;
  return changedParts(diffVersions(null, thaw(json, ids)!));
};
const signing = (at: WorkspaceUnderTest, version: number) => ({
  kind: 'sign off' as const,
  ...named(at, version),
  viewed: everything(at, version),
  statement: `I approve version ${version}.`,
});
const launching = (at: WorkspaceUnderTest, version: number, asked: string[] = []) => ({
  kind: 'launch' as const,
  ...named(at, version),
  asked,
});
const scheduling = (at: WorkspaceUnderTest, version: number) => ({
  kind: 'schedule launch' as const,
  ...named(at, version),
  at: '2027-05-12T09:00',
  timeZone: 'Europe/London',
  graceMinutes: 15,
  asked: [],
});
const signed = (): WorkspaceUnderTest => {
  const at = new WorkspaceUnderTest().complete();
  asks(at);
  at.must('lena', signing(at, 1));
  return at;
};
const blockingThread = (at: WorkspaceUnderTest, by = 'sam', thread = 't'): void =>
  at.must(by, {
    kind: 'start thread',
    campaign: 'c',
    thread,
    anchor: { text: 'brief/offer', start: '', end: '', quote: 'words', before: '', after: '' },
    comment: 'No.',
    blocking: true,
    replacement: null,
  });

describe('review', () => {
  it('freezes exactly what the asker saw, and says so when somebody typed meanwhile', () => {
    const at = new WorkspaceUnderTest().complete();
    const seen = at.draft().digest;
    at.types('brief/tone', 'Sam typed meanwhile.', 'sam');
    const stale = at.says('mia', { kind: 'request review', campaign: 'c', digest: seen, note: null });
    expect(stale).toMatchObject({
      reasons: [{ code: 'stale digest', fix: { go: 'digest', digest: at.draft().digest } }],
    });
    asks(at);
    expect(at.campaign.versions[0]).toMatchObject({ number: 1, digest: at.draft().digest, authors: ['mia', 'sam'] });
    expect(stageOf(at.state, at.campaign)).toBe('in review');
  });

  it('is not asked for twice on the same words, unless they were turned down', () => {
    const at = new WorkspaceUnderTest().complete();
    asks(at);
    const again = { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null } as const;
    expect(at.refuses('mia', again)).toEqual(['nothing to review']);
    at.must('lena', { kind: 'request changes', ...named(at, 1), reason: 'Shorter.' });
    expect(stageOf(at.state, at.campaign)).toBe('drafting');
    expect(at.refuses('mia', again)).toEqual([]);
  });

  it('of nothing is refused', () => {
    const at = new WorkspaceUnderTest();
    expect(at.refuses('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null })).toEqual(
      ['nothing to review'],
    );
  });
});

describe('signing', () => {
  it('binds the version, whatever the draft becomes', () => {
    const at = new WorkspaceUnderTest().complete();
    asks(at);
    at.types('step/s1/A/subject', 'A comma, fixed', 'mia');
    at.must('lena', signing(at, 1));
    expect(at.campaign.versions[0]!.signatures).toMatchObject([{ by: 'lena', byAuthor: false, withdrawn: null }]);
    expect(at.campaign.versions[0]!.digest).not.toBe(at.draft().digest);
    expect(stageOf(at.state, at.campaign)).toBe('signed');
  });

  it.each(['mia', 'sam', 'vic'])('is not for %s', (by) => {
    const at = new WorkspaceUnderTest().complete();
    asks(at);
    expect(at.refuses(by, signing(at, 1))).toEqual(['not allowed']);
  });

  it('names every reason at once', () => {
    const at = new WorkspaceUnderTest();
    at.types('brief/offer', 'Only this.', 'mia');
    asks(at);
    blockingThread(at);
    const codes = at.refuses('lena', { ...signing(at, 1), viewed: [] });
    expect(new Set(codes)).toEqual(new Set(['parts not viewed', 'blocking thread open', 'check failed']));
  });

  it('with another digest lands nowhere', () => {
    const at = new WorkspaceUnderTest().complete();
    asks(at);
    expect(at.refuses('lena', { ...signing(at, 1), digest: 'a'.repeat(64) })).toEqual(['stale digest']);
    expect(at.refuses('lena', { ...signing(at, 1), version: 2 })).toEqual(['unknown version']);
  });

  it('is not for a lead who wrote words of it, while another can', () => {
    const at = new WorkspaceUnderTest().complete();
    at.types('brief/tone', 'Lena wrote this.', 'lena');
    asks(at);
    expect(at.refuses('lena', signing(at, 1))).toEqual(['author may not sign']);
    at.must('noor', signing(at, 1));
  });

  it('by the only lead as an author says so', () => {
    const at = new WorkspaceUnderTest(team.filter(({ id }) => id !== 'noor')).complete();
    at.types('brief/tone', 'Lena wrote this.', 'lena');
    asks(at);
    at.must('lena', signing(at, 1));
    expect(at.campaign.versions[0]!.signatures[0]).toMatchObject({ byAuthor: true });
  });

  it('is not for a lead whose accepted suggestion is in it', () => {
    const at = new WorkspaceUnderTest().complete();
    at.must('lena', {
      kind: 'start thread',
      campaign: 'c',
      thread: 't',
      anchor: { text: 'brief/offer', start: '', end: '', quote: 'words', before: '', after: '' },
      comment: 'Say it so.',
      blocking: false,
      replacement: 'other words',
    });
    at.must('mia', { kind: 'accept suggestion', campaign: 'c', thread: 't' });
    asks(at);
    expect(at.campaign.versions[0]!.authors).toEqual(['lena', 'mia']);
    expect(at.refuses('lena', signing(at, 1))).toEqual(['author may not sign']);
  });

  it('asks only for the parts that changed since the version this lead decided on', () => {
    const at = signed();
    at.types('step/s1/A/subject', 'Another subject', 'mia');
    asks(at);
    const unread = { ...signing(at, 2), viewed: [] };
    expect(at.says('lena', unread)).toMatchObject({
      reasons: [{ code: 'parts not viewed', fix: { go: 'part', part: 'step/s1/A', version: 2 } }],
    });
    expect(at.refuses('noor', { ...unread, viewed: ['step/s1/A'] }).length).toBeGreaterThan(1);
    at.must('lena', { ...unread, viewed: ['step/s1/A'] });
  });

  it('needs the policy of the request: loosened later, it stays as strict', () => {
    const at = new WorkspaceUnderTest(team, { ...foundingPolicy, quorum: 2 }).complete();
    asks(at);
    at.must('mia', { kind: 'set policy', was: { ...foundingPolicy, quorum: 2 }, policy: foundingPolicy });
    expect(at.state.policy?.quorum).toBe(2);
    at.must('noor', { kind: 'confirm policy', policy: foundingPolicy });
    expect(at.state.policy?.quorum).toBe(1);
    at.must('lena', signing(at, 1));
    expect(at.refuses('mia', launching(at, 1))).toEqual(['not signed']);
    at.must('noor', signing(at, 1));
    at.must('mia', launching(at, 1));
  });
});

describe('launching', () => {
  it('refuses what is unsigned, stale or unknown', () => {
    const at = new WorkspaceUnderTest().complete();
    asks(at);
    expect(at.refuses('mia', launching(at, 1))).toEqual(['not signed']);
    at.must('lena', signing(at, 1));
    expect(at.refuses('mia', { ...launching(at, 1), digest: 'b'.repeat(64) })).toEqual(['stale digest']);
    expect(at.refuses('mia', { ...launching(at, 1), version: 9 })).toEqual(['unknown version']);
    expect(at.refuses('vic', launching(at, 1))).toEqual(['not allowed']);
    at.must('mia', launching(at, 1));
    expect(stageOf(at.state, at.campaign)).toBe('live');
  });

  it('refuses stored bytes that are not those that were signed', () => {
    const at = signed();
    const stored = at.stored.get(1)!;
    at.stored.set(1, { ...stored, json: stored.json.replace('A date for you', 'A date for me') });
    expect(at.refuses('mia', launching(at, 1))).toEqual(['bytes differ']);
    at.stored.set(1, { ...stored, json: stored.json.slice(1) });
    expect(at.refuses('mia', launching(at, 1))).toEqual(['bytes differ']);
  });

  it('happens once; halted it is resumed by a lead, never launched again', () => {
    const at = signed();
    at.must('mia', launching(at, 1));
    expect(at.refuses('mia', launching(at, 1))).toEqual(['already live']);
    expect(at.refuses('vic', { kind: 'halt', campaign: 'c', reason: 'x' })).toEqual(['not allowed']);
    at.must('sam', { kind: 'halt', campaign: 'c', reason: 'Bounces.' });
    expect(at.refuses('mia', launching(at, 1))).toEqual(['already live']);
    expect(at.refuses('mia', { kind: 'resume', campaign: 'c', reason: 'x' })).toEqual(['not allowed']);
    at.must('lena', { kind: 'resume', campaign: 'c', reason: 'Fixed.' });
    at.must('mia', { kind: 'complete', campaign: 'c' });
    expect(at.refuses('mia', launching(at, 1))).toEqual(['already live']);
    expect(stageOf(at.state, at.campaign)).toBe('done');
  });

  it('asks once about a newer signed version and about threads that began to block since', () => {
    const at = signed();
    at.types('brief/tone', 'Warmer.', 'mia');
    asks(at);
    at.must('lena', signing(at, 2));
    blockingThread(at);
    const codes = ['a newer version is signed', 'blocking thread opened since'];
    expect(at.refuses('mia', launching(at, 1))).toEqual(codes);
    at.must('mia', launching(at, 1, codes));
  });

  it('is not possible once the signature was withdrawn, and the schedule goes with it', () => {
    const at = signed();
    at.must('mia', scheduling(at, 1));
    expect(stageOf(at.state, at.campaign)).toBe('scheduled');
    expect(at.refuses('noor', { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'x' })).toEqual([
      'not signed',
    ]);
    at.must('lena', { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'Not yet.' });
    expect(at.campaign.schedule).toBeNull();
    expect(at.refuses('mia', launching(at, 1))).toEqual(['not signed']);
    expect(stageOf(at.state, at.campaign)).toBe('drafting');
  });

  it('after changes were asked for by another lead is refused', () => {
    const at = signed();
    at.must('noor', { kind: 'request changes', ...named(at, 1), reason: 'Wait.' });
    expect(at.refuses('mia', launching(at, 1))).toEqual(['not signed']);
  });
});

describe('a launch outside the window that was signed', () => {
  const code = 'outside the signed window';
  /** Signed for the morning of 12 May in London; the draft is for any time by now. */
  const forMay = (): WorkspaceUnderTest => {
    const at = new WorkspaceUnderTest().complete();
    const anyTime = at.campaign.facts.window;
    const window = { opens: '2027-05-12T09:00', closes: '2027-05-12T12:00', timeZone: 'Europe/London' };
    const set = (was: typeof anyTime, value: typeof anyTime) =>
      at.must('mia', { kind: 'set fact', campaign: 'c', fact: 'window', was, value });
    set(anyTime, window);
    asks(at);
    at.must('lena', signing(at, 1));
    set(window, anyTime);
    return at;
  };
  it.each([
    ['before it opens', '2027-05-12T07:59:59.999Z', [code]],
    ['as it opens', '2027-05-12T08:00:00.000Z', []],
    ['in its last minute', '2027-05-12T11:00:59.999Z', []],
    ['after it', '2027-05-12T11:01:00.000Z', [code]],
  ])('asks %s', (_, now, codes) => {
    const at = forMay();
    at.now = now;
    expect(at.refuses('mia', launching(at, 1))).toEqual(codes);
  });
  it('says both times, and goes where its question is answered', () => {
    const at = forMay();
    const asked = at.says('mia', launching(at, 1));
    expect(asked).toMatchObject({
      reasons: [
        {
          says: expect.stringContaining('signed for 12 May 2027, 09:00 to 12:00, London time'),
          fix: { go: 'ask', code },
        },
      ],
    });
    at.must('mia', launching(at, 1, [code]));
    expect(stageOf(at.state, at.campaign)).toBe('live');
  });
  it('asks when it is scheduled, and not again at its hour', () => {
    const at = forMay();
    const late = { ...scheduling(at, 1), at: '2027-05-12T20:00' };
    expect(at.refuses('mia', late)).toEqual([code]);
    expect(at.refuses('mia', scheduling(at, 1))).toEqual([]);
    at.must('mia', { ...late, asked: [code] });
    at.now = '2027-05-12T19:00:00.000Z';
    at.looksAtClock();
    expect(at.campaign.launches).toMatchObject([{ version: 1, by: { server: 'schedule' } }]);
  });
});

describe('a schedule', () => {
  const at9 = '2027-05-12T08:00:00.000Z';
  it('launches at its time, byte for byte, although the draft moved on', () => {
    const at = signed();
    at.must('mia', scheduling(at, 1));
    at.types('brief/tone', 'Later words.', 'mia');
    at.looksAtClock();
    expect(at.campaign.launches).toEqual([]);
    at.now = at9;
    at.looksAtClock();
    expect(at.campaign.launches).toMatchObject([{ version: 1, by: { server: 'schedule' }, state: 'live' }]);
  });

  it.each([
    ['within the grace', '2027-05-12T08:15:00.000Z', 1],
    ['past it', '2027-05-12T08:15:00.001Z', 0],
  ])('of a server that was asleep, %s', (_, now, launches) => {
    const at = signed();
    at.must('mia', scheduling(at, 1));
    at.now = now;
    at.looksAtClock();
    expect(at.campaign.launches).toHaveLength(launches);
    expect(at.campaign.schedule?.missed ?? false).toBe(launches === 0);
    expect(stageOf(at.state, at.campaign)).toBe(launches === 0 ? 'signed' : 'live');
  });

  it.each<[string, (at: WorkspaceUnderTest) => void]>([
    ['a blocking thread nobody was asked about', (at) => blockingThread(at)],
    [
      'the suspension of who set it',
      (at) => {
        at.must('mia', { kind: 'change role', member: 'sam', was: 'sales', role: 'sales', admin: true });
        at.must('sam', { kind: 'suspend member', member: 'mia', suspended: true });
      },
    ],
    ['changes asked for', (at) => at.must('noor', { kind: 'request changes', ...named(at, 1), reason: 'Wait.' })],
  ])('does not launch past %s', (_, happens) => {
    const at = signed();
    at.must('mia', scheduling(at, 1));
    at.now = '2027-05-11T13:00:00.000Z';
    happens(at);
    at.now = at9;
    at.looksAtClock();
    expect(at.campaign.launches).toEqual([]);
    expect(at.campaign.schedule?.missed).toBe(true);
  });

  it('is not set for a time that is over, in a zone there is none of, or for what is unsigned', () => {
    const at = new WorkspaceUnderTest().complete();
    asks(at);
    at.now = '2027-05-12T08:00:00.000Z';
    expect(at.refuses('mia', scheduling(at, 1))).toEqual(['not signed', 'in the past']);
    expect(at.refuses('mia', { ...scheduling(at, 1), timeZone: 'Moon/Tycho' })).toEqual([
      'not signed',
      'unknown time zone',
    ]);
  });
});

describe('a blocking thread', () => {
  it('is closed by its opener or a sales lead alone', () => {
    const at = new WorkspaceUnderTest().complete();
    blockingThread(at);
    const close = { kind: 'resolve thread', campaign: 'c', thread: 't' } as const;
    const unblock = { kind: 'set blocking', campaign: 'c', thread: 't', blocking: false } as const;
    expect(at.refuses('mia', close)).toEqual(['only the opener closes it']);
    expect(at.refuses('mia', unblock)).toEqual(['only the opener closes it']);
    at.must('lena', close);
    at.must('mia', { kind: 'reopen thread', campaign: 'c', thread: 't' });
    at.must('sam', close);
  });
});

describe('a sales lead', () => {
  const makes = (at: WorkspaceUnderTest, by: string, member: string, was: 'sales' | 'viewer') =>
    at.refuses(by, { kind: 'change role', member, was, role: 'sales-lead', admin: false });
  it('is made by two people: the admin who proposes, and a lead who is neither of the two', () => {
    const at = new WorkspaceUnderTest();
    expect(makes(at, 'mia', 'sam', 'sales')).toEqual([]);
    expect(at.state.members['sam']!.role).toBe('sales');
    expect(at.refuses('mia', { kind: 'confirm sales lead', member: 'sam' })).toContain('not allowed');
    expect(at.refuses('sam', { kind: 'confirm sales lead', member: 'sam' })).toContain('not allowed');
    at.must('lena', { kind: 'confirm sales lead', member: 'sam' });
    expect(at.state.members['sam']!.role).toBe('sales-lead');
  });

  it('is not made by an admin alone who suspended the lead before, nor is the last one turned into something else', () => {
    const at = new WorkspaceUnderTest(team.filter(({ id }) => id !== 'noor'));
    expect(
      at.refuses('mia', { kind: 'change role', member: 'lena', was: 'sales-lead', role: 'viewer', admin: false }),
    ).toEqual(['last sales lead']);
    at.must('mia', { kind: 'suspend member', member: 'lena', suspended: true });
    expect(makes(at, 'mia', 'sam', 'sales')).toEqual([]);
    expect(at.state.members['sam']!.role).toBe('sales');
  });

  it('is made by the admin alone where there never was one', () => {
    const at = new WorkspaceUnderTest(team.filter(({ role }) => role !== 'sales-lead'));
    expect(makes(at, 'mia', 'sam', 'sales')).toEqual([]);
    expect(at.state.members['sam']!.role).toBe('sales-lead');
  });
});

describe('a fact', () => {
  const set = (at: WorkspaceUnderTest, by: string, was: unknown, value: unknown) =>
    at.says(by, { kind: 'set fact', campaign: 'c', fact: 'reach', was: was as null, value: value as null });
  it('made on a stale value comes back as a question', () => {
    const at = new WorkspaceUnderTest();
    const [sams, mias] = [
      { contacts: 100, firstBatch: 10 },
      { contacts: 200, firstBatch: 20 },
    ];
    set(at, 'sam', null, sams);
    expect(set(at, 'mia', null, mias)).toMatchObject({
      refused: true,
      reasons: [{ code: 'stale value', fix: { go: 'stale', now: sams, by: 'sam' } }],
    });
    expect(set(at, 'mia', null, sams)).toEqual({ refused: false, events: [] });
    expect(set(at, 'mia', sams, mias).refused).toBe(false);
    expect(at.campaign.facts.reach).toEqual(mias);
  });
  it.each([{ contacts: 5, firstBatch: 6 }, { contacts: 'many' }, 7])('that cannot be is refused: %o', (value) => {
    expect(set(new WorkspaceUnderTest(), 'mia', null, value)).toMatchObject({
      refused: true,
      reasons: [{ code: 'bad value' }],
    });
  });
});

it('a command carried out before makes nothing', () => {
  const at = new WorkspaceUnderTest();
  const said = { kind: 'create campaign', campaign: 'd', name: 'D' } as const;
  expect(at.says('mia', said, 'once').refused).toBe(false);
  expect(at.says('mia', said, 'once')).toEqual({ refused: false, events: [] });
});
