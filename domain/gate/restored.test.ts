import { expect, it } from 'vitest';
import { NO_HASH, type FeedRow } from '../event.ts';
import { evolve } from '../evolve.ts';
import { WorkspaceUnderTest } from './workspace-under-test.ts';
import { changedParts, diffVersions } from '../canonical/diff.ts';
import { thaw } from '../canonical/freeze.ts';

const signs = (at: WorkspaceUnderTest): void => {
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  const { number: version, digest } = at.campaign.versions.at(-1)!;
  const { json, ids } = at.stored.get(version)!;
  const viewed = changedParts(diffVersions(null, thaw(json, ids)!));
  at.must('lena', { kind: 'sign off', campaign: 'c', version, digest, viewed, statement: 'Yes.' });
};
const goesBack = (at: WorkspaceUnderTest): void => {
  const { number, head, record } = at.state;
  const event = {
    format: 1,
    workspace: 'w',
    campaign: null,
    sequence: record.sequence + 1,
    previous: record.hash,
    at: at.now,
    actor: { server: 'restore' },
    command: null,
    key: 'k',
    bodies: {},
    kind: 'restored',
    data: { head },
  } as const;
  const row: FeedRow = { number: number + 1, event, hash: NO_HASH, head: NO_HASH, signature: '', bodies: {} };
  at.state = evolve(at.state, row);
};
const launching = (at: WorkspaceUnderTest, asked: string[] = []) => {
  const { number: version, digest } = at.campaign.versions.at(-1)!;
  return { kind: 'launch' as const, campaign: 'c', version, digest, asked };
};
const scheduling = (at: WorkspaceUnderTest, asked: string[] = []) => ({
  ...launching(at, asked),
  kind: 'schedule launch' as const,
  at: '2027-05-12T09:00',
  timeZone: 'Europe/London',
  graceMinutes: 15,
});

it('asks about a signature from before a restore, which may have been withdrawn after the backup', () => {
  const at = new WorkspaceUnderTest().complete();
  signs(at);
  goesBack(at);
  expect(at.refuses('mia', launching(at))).toEqual(['restored since']);
  expect(at.refuses('mia', scheduling(at))).toEqual(['restored since']);
  at.must('mia', launching(at, ['restored since']));
});

it('asks nothing about one that was given after it', () => {
  const at = new WorkspaceUnderTest().complete();
  goesBack(at);
  signs(at);
  at.must('mia', launching(at));
  expect(at.campaign.launches).toHaveLength(1);
});

it('launches by the clock what was set after a restore, and nothing that was set before it', () => {
  for (const [before, state] of [
    [true, 'missed'],
    [false, 'launched'],
  ] as const) {
    const at = new WorkspaceUnderTest().complete();
    signs(at);
    if (before) at.must('mia', scheduling(at));
    goesBack(at);
    if (!before) at.must('mia', scheduling(at, ['restored since']));
    at.now = '2027-05-12T08:00:00.000Z';
    at.looksAtClock();
    expect([at.campaign.launches.length, at.campaign.schedule?.missed ?? null]).toEqual(
      state === 'launched' ? [1, null] : [0, true],
    );
  }
});
