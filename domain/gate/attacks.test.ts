import { describe, expect, it } from 'vitest';
import { Command } from '../command.ts';
import { changedParts, diffVersions } from '../canonical/diff.ts';
import { thaw } from '../canonical/freeze.ts';
import { Id } from '../id.ts';
import { WorkspaceUnderTest } from './workspace-under-test.ts';

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
