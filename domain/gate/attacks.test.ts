import { describe, expect, it } from 'vitest';
import { Command } from '../command.ts';
import { changedParts, diffVersions } from '../canonical/diff.ts';
import { thaw } from '../canonical/freeze.ts';
import { Id } from '../id.ts';
import { foundingPolicy } from './policy.ts';
import { team, WorkspaceUnderTest } from './workspace-under-test.ts';

const named = (at: WorkspaceUnderTest, version: number) => ({
  campaign: 'c',
  version,
  digest: at.campaign.versions.find(({ number }) => number === version)!.digest,
});
const signs = (at: WorkspaceUnderTest, by: string, version = 1): void => {
  const { json, ids } = at.stored.get(version)!;
  const viewed = changedParts(diffVersions(null, thaw(json, ids)!));
  at.must(by, { kind: 'sign off', ...named(at, version), viewed, statement: 'I approve it.' });
};
const signed = (): WorkspaceUnderTest => {
  const at = new WorkspaceUnderTest().complete();
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  signs(at, 'lena');
  return at;
};
const schedules = (at: WorkspaceUnderTest): void =>
  at.must('mia', {
    kind: 'schedule launch',
    ...named(at, 1),
    at: '2027-05-12T09:00',
    timeZone: 'Europe/London',
    graceMinutes: 15,
    asked: [],
  });
const objects = (at: WorkspaceUnderTest): void =>
  at.must('sam', {
    kind: 'start thread',
    campaign: 'c',
    thread: 't',
    anchor: { text: 'brief/offer', start: '', end: '', quote: '', before: '', after: '' },
    comment: 'No.',
    blocking: true,
    replacement: null,
  });
const launches = (at: WorkspaceUnderTest): number => at.campaign.launches.length;
const comesTime = (at: WorkspaceUnderTest): void => {
  at.now = '2027-05-12T08:00:01.000Z';
  at.looksAtClock();
};

describe('a signer who is suspended before the launch', () => {
  const suspend = (at: WorkspaceUnderTest, suspended: boolean): void =>
    at.must('mia', { kind: 'suspend member', member: 'lena', suspended });

  it('has not signed, as far as launching goes, until they are back', () => {
    const at = signed();
    suspend(at, true);
    const launch = { kind: 'launch' as const, ...named(at, 1), asked: [] };
    const refused = at.says('mia', launch);
    expect(refused).toMatchObject({
      reasons: [{ code: 'not signed', says: expect.stringContaining('Lena') as string }],
    });
    suspend(at, false);
    expect(at.refuses('mia', launch)).toEqual([]);
  });
  it('leaves the version to another lead', () => {
    const at = signed();
    suspend(at, true);
    signs(at, 'noor');
    expect(at.refuses('mia', { kind: 'launch', ...named(at, 1), asked: [] })).toEqual([]);
  });
  it('makes a schedule miss', () => {
    const at = signed();
    schedules(at);
    suspend(at, true);
    comesTime(at);
    expect(launches(at)).toBe(0);
    expect(at.campaign.schedule?.missed).toBe(true);
  });
});

describe('a clock that is set back', () => {
  it('does not hide from a schedule the thread that blocks since', () => {
    const at = signed();
    schedules(at);
    at.now = '2027-05-10T12:00:00.000Z';
    objects(at);
    comesTime(at);
    expect(launches(at)).toBe(0);
  });
  it('does not hide from it the newer signature', () => {
    const at = signed();
    schedules(at);
    at.now = '2027-05-10T12:00:00.000Z';
    at.types('brief/tone', 'Other words.', 'mia');
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
    signs(at, 'lena', 2);
    comesTime(at);
    expect(launches(at)).toBe(0);
  });
  it('and nothing else in its way launches', () => {
    const at = signed();
    schedules(at);
    at.now = '2027-05-10T12:00:00.000Z';
    at.looksAtClock();
    expect(launches(at)).toBe(0);
    comesTime(at);
    expect(launches(at)).toBe(1);
  });
});

describe('an id that every object has', () => {
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', '__proto__'])(
    'is none: %s',
    (id) => {
      expect(Id.safeParse(id).success).toBe(false);
      expect(Command.safeParse({ id: 'x', kind: 'suspend member', member: id, suspended: true }).success).toBe(false);
      expect(Command.safeParse({ id, kind: 'complete', campaign: 'c' }).success).toBe(false);
    },
  );
});

describe('authorship', () => {
  const asks = (at: WorkspaceUnderTest): void =>
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  const signing = (at: WorkspaceUnderTest, version: number) => {
    const { json, ids } = at.stored.get(version)!;
    const viewed = changedParts(diffVersions(null, thaw(json, ids)!));
    return { kind: 'sign off' as const, ...named(at, version), viewed, statement: 'Yes.' };
  };
  /** Noor writes, Lena signs, Mia changes a comma. */
  const second = (quorum = 1): WorkspaceUnderTest => {
    const at = new WorkspaceUnderTest(team, { ...foundingPolicy, quorum }).complete();
    at.types('brief/offer', 'Noor wrote this.', 'noor');
    asks(at);
    signs(at, 'lena');
    at.types('brief/tone', 'A comma, too.', 'mia');
    asks(at);
    return at;
  };
  it('ends with a full signature, and not with one of two', () => {
    expect(second().refuses('noor', signing(second(), 2))).toEqual([]);
    const at = second(2);
    expect(at.campaign.versions[1]!.authors).toEqual(['mia']);
    expect(at.refuses('noor', signing(at, 2))).toEqual(['author may not sign']);
  });
  it.each<[string, (at: WorkspaceUnderTest) => void]>([
    ['is withdrawn', (at) => at.must('lena', { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'No.' })],
    ['is suspended', (at) => at.must('mia', { kind: 'suspend member', member: 'lena', suspended: true })],
    ['is objected to', (at) => at.must('noor', { kind: 'request changes', ...named(at, 1), reason: 'No.' })],
  ])('comes back when the signature that ended it %s, and takes its own signature along', (how, happens) => {
    const at = second();
    happens(at);
    if (how !== 'is suspended') expect(at.refuses('noor', signing(at, 2))).toEqual(['author may not sign']);
    const late = second();
    signs(late, 'noor', 2);
    happens(late);
    const launch = { kind: 'launch' as const, ...named(late, 2), asked: [] };
    expect(late.says('mia', launch)).toMatchObject({ reasons: [{ code: 'not signed' }] });
  });
});

describe('what a signer has seen of a campaign', () => {
  const asks = (at: WorkspaceUnderTest): void =>
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  const objection = (at: WorkspaceUnderTest, viewed?: string[]) => ({
    kind: 'request changes' as const,
    ...named(at, 1),
    reason: 'The tone is too loud.',
    ...(viewed && { viewed }),
  });
  const all = (at: WorkspaceUnderTest): string[] => {
    const { json, ids } = at.stored.get(1)!;
    return changedParts(diffVersions(null, thaw(json, ids)!));
  };
  const second = (viewed?: (at: WorkspaceUnderTest) => string[]): WorkspaceUnderTest => {
    const at = new WorkspaceUnderTest().complete();
    asks(at);
    at.must('lena', objection(at, viewed?.(at)));
    at.types('brief/tone', 'Quiet.', 'mia');
    asks(at);
    return at;
  };
  const sign = (at: WorkspaceUnderTest, version: number, viewed: string[]) =>
    at.refuses('lena', { kind: 'sign off', ...named(at, version), viewed, statement: 'Yes.' });

  it.each<[string, ((at: WorkspaceUnderTest) => string[]) | undefined]>([
    ['named nothing', undefined],
    ['left a part out', (at) => all(at).slice(1)],
    ['named parts of nothing', () => ['brief/none', 'step/none']],
  ])('is nothing, where they asked for changes and %s', (_, viewed) => {
    const at = second(viewed);
    expect(sign(at, 2, ['brief/tone']).every((code) => code === 'parts not viewed')).toBe(true);
    expect(sign(at, 2, ['brief/tone'])).toHaveLength(all(at).length - 1);
    expect(sign(at, 2, all(at))).toEqual([]);
  });
  it('is the version they asked to be changed, where they had viewed all of it', () => {
    const at = second(all);
    expect(sign(at, 2, [])).toEqual(['parts not viewed']);
    expect(sign(at, 2, ['brief/tone'])).toEqual([]);
  });
  it('is forgotten with the signature they withdraw', () => {
    const at = signed();
    at.must('lena', { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'No.' });
    expect(sign(at, 1, []).length).toBeGreaterThan(3);
    expect(sign(at, 1, all(at))).toEqual([]);
  });
});

describe('an admin who leads and wrote', () => {
  const chief = (): WorkspaceUnderTest => {
    const at = new WorkspaceUnderTest(team.map((each) => (each.id === 'lena' ? { ...each, admin: true } : each)));
    at.complete('lena');
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
    return at;
  };
  const signing = (at: WorkspaceUnderTest) => {
    const { json, ids } = at.stored.get(1)!;
    const viewed = changedParts(diffVersions(null, thaw(json, ids)!));
    return { kind: 'sign off' as const, ...named(at, 1), viewed, statement: 'Yes.' };
  };
  const suspend = (at: WorkspaceUnderTest, by: string, suspended = true): void =>
    at.must(by, { kind: 'suspend member', member: 'noor', suspended });
  it('is not the only lead by having suspended the other, nor by having demoted them', () => {
    const at = chief();
    suspend(at, 'lena');
    const refused = at.says('lena', signing(at));
    expect(refused).toMatchObject({
      reasons: [{ code: 'author may not sign', says: expect.stringContaining('It was you') as string }],
    });
    const other = chief();
    other.must('lena', { kind: 'change role', member: 'noor', was: 'sales-lead', role: 'viewer', admin: false });
    expect(other.refuses('lena', signing(other))).toEqual(['author may not sign']);
  });
  it('is the only one where somebody else suspended them', () => {
    const at = chief();
    suspend(at, 'lena');
    suspend(at, 'lena', false);
    suspend(at, 'mia');
    expect(at.refuses('lena', signing(at))).toEqual([]);
    expect(at.campaign.versions[0]!.signatures[0]!.byAuthor).toBe(true);
  });
});

it('what a member proposed is gone with their suspension', () => {
  const at = new WorkspaceUnderTest(team.map((each) => (each.id === 'sam' ? { ...each, admin: true } : each)));
  at.must('mia', { kind: 'change role', member: 'vic', was: 'viewer', role: 'sales-lead', admin: false });
  at.must('mia', { kind: 'set policy', was: foundingPolicy, policy: { ...foundingPolicy, salesMayWriteCopy: true } });
  at.must('sam', { kind: 'suspend member', member: 'mia', suspended: true });
  at.must('sam', { kind: 'suspend member', member: 'mia', suspended: false });
  expect(at.refuses('lena', { kind: 'confirm sales lead', member: 'vic' })).toEqual(['nothing proposed']);
  expect([at.state.proposedPolicy, at.state.proposedLeads]).toEqual([null, {}]);
});

it('a missed launch says why', () => {
  const at = signed();
  schedules(at);
  objects(at);
  at.must('mia', { kind: 'suspend member', member: 'lena', suspended: true });
  comesTime(at);
  expect(at.campaign.schedule?.missedFor).toEqual(['not signed', 'blocking thread opened since']);
});
