import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedParts, diffVersions } from '../canonical/diff.ts';
import { thaw } from '../canonical/freeze.ts';
import { emptyWorkspace, evolve } from '../evolve.ts';
import { NO_HASH } from '../event.ts';
import { hashEvent, nextHead } from '../record/hash.ts';
import { isSigned, standing } from '../stage.ts';
import { foundingPolicy, type Policy } from './policy.ts';
import { WorkspaceUnderTest, type Said } from './workspace-under-test.ts';

/** What happens next: somebody does something with one of the first versions, or types, or the clock moves. */
const people = fc.constantFrom('mia', 'sam', 'lena', 'noor', 'vic', 'stranger');
const often = <T extends string>(what: T, times: number): T[] => Array.from({ length: times }, () => what);
const step = fc.record({
  by: people,
  does: fc.constantFrom(
    ...often('sign', 9),
    ...often('launch', 7),
    ...often('ask', 4),
    ...often('close', 3),
    ...often('clock', 3),
    ...often('schedule', 2),
    ...often('return', 2),
    ...(['type', 'changes', 'withdraw', 'unschedule', 'halt', 'resume', 'complete', 'block', 'suspend'] as const),
    ...(['role', 'confirm', 'policy', 'confirm policy', 'tamper'] as const),
  ),
  version: fc.integer({ min: 1, max: 4 }),
  whom: fc.constantFrom('mia', 'sam', 'lena', 'noor'),
  wrong: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
  wise: fc.integer({ min: 0, max: 9 }).map((roll) => roll < 8),
  jump: fc.integer({ min: 1, max: 1_800 }),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const looser: Policy = { ...foundingPolicy, quorum: 1 };
const start: Policy = { ...foundingPolicy, quorum: 2 };

const said = (at: WorkspaceUnderTest, { does, version, whom, wrong }: Step, turn: number): Said | null => {
  const known = at.campaign.versions.find(({ number }) => number === version);
  const named = { campaign: 'c', version, digest: wrong || !known ? 'f'.repeat(64) : known.digest };
  const stored = at.stored.get(version);
  const frozen = stored && thaw(stored.json, stored.ids);
  switch (does) {
    case 'ask':
      return { kind: 'request review', campaign: 'c', digest: wrong ? 'f'.repeat(64) : at.draft().digest, note: null };
    case 'sign':
      return {
        kind: 'sign off',
        ...named,
        viewed: frozen && !wrong ? changedParts(diffVersions(null, frozen)) : [],
        statement: 'I approve it.',
      };
    case 'changes':
      return { kind: 'request changes', ...named, reason: 'Wait.' };
    case 'withdraw':
      return { kind: 'withdraw signature', campaign: 'c', version, reason: 'No.' };
    case 'launch':
      return { kind: 'launch', ...named, asked: ['a newer version is signed', 'blocking thread opened since'] };
    case 'schedule': {
      const local = new Date(Date.parse(at.now) + 3_600_000 + 600_000).toISOString().slice(0, 16);
      return { kind: 'schedule launch', ...named, at: local, timeZone: 'Europe/London', graceMinutes: 15, asked: [] };
    }
    case 'unschedule':
      return { kind: 'unschedule launch', campaign: 'c', reason: null };
    case 'halt':
    case 'resume':
      return { kind: does, campaign: 'c', reason: 'Because.' };
    case 'complete':
      return { kind: 'complete', campaign: 'c' };
    case 'block':
      return {
        kind: 'start thread',
        campaign: 'c',
        thread: `t${turn}`,
        comment: 'No.',
        blocking: true,
        replacement: null,
        anchor: { text: 'brief/offer', start: '', end: '', quote: '', before: '', after: '' },
      };
    case 'close': {
      const open = Object.values(at.campaign.threads).find(({ state }) => state === 'open');
      return open ? { kind: 'resolve thread', campaign: 'c', thread: open.id } : null;
    }
    case 'suspend':
    case 'return':
      return { kind: 'suspend member', member: whom, suspended: does === 'suspend' };
    case 'role': {
      const member = at.state.members[whom]!;
      return {
        kind: 'change role',
        member: whom,
        was: member.role,
        role: wrong ? 'sales' : 'sales-lead',
        admin: member.admin,
      };
    }
    case 'confirm':
      return { kind: 'confirm sales lead', member: whom };
    case 'policy':
      return { kind: 'set policy', was: at.state.policy ?? start, policy: wrong ? start : looser };
    case 'confirm policy':
      return { kind: 'confirm policy', policy: looser };
    default:
      return null;
  }
};

/** Left to chance alone hardly anything would ever be signed: most steps are what a sensible person would do next. */
const sensible = (at: WorkspaceUnderTest, each: Step): Step => {
  if (each.wrong || !each.wise) return each;
  const version = at.campaign.versions.length;
  if (each.does === 'sign' || each.does === 'changes' || each.does === 'resume')
    return { ...each, version, by: each.version % 2 === 0 ? 'lena' : 'noor' };
  return { ...each, version, by: each.does === 'suspend' || each.does === 'type' ? 'mia' : each.by };
};

const happens = (at: WorkspaceUnderTest, each: Step, turn: number): void => {
  at.now = new Date(Date.parse(at.now) + each.jump * 1_000).toISOString();
  if (each.does === 'clock') at.looksAtClock();
  else if (each.does === 'type')
    at.types('brief/tone', `Words ${turn} by ${each.by}.`, each.by === 'stranger' ? 'mia' : each.by);
  else if (each.does === 'tamper') {
    const stored = at.stored.get(each.version);
    if (stored && each.wrong) at.stored.set(each.version, { ...stored, json: stored.json.replace('Words', 'Wards') });
  } else {
    const command = said(at, each, turn);
    if (command) at.says(each.by, command);
  }
};

const RUNS = Number(process.env['COUNTERSIGN_GATE_RUNS'] ?? 2_000);

describe('whatever happens in whatever order', () => {
  it('what launched was signed, by people who may, byte for byte, and nobody made a lead or loosened policy alone', () => {
    let launches = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        const at = new WorkspaceUnderTest(undefined, start).complete();
        steps.forEach((each, turn) => {
          const before = at.state;
          const from = at.rows.length;
          happens(at, sensible(at, each), turn);
          for (const { event } of at.rows.slice(from)) {
            const campaign = before.campaigns['c']!;
            if (event.kind === 'launched') {
              launches += 1;
              const version = campaign.versions.find(({ number }) => number === event.data.version)!;
              const stored = at.stored.get(version.number)!;
              expect(thaw(stored.json, stored.ids)!.digest).toBe(version.digest);
              expect(event.data.digest).toBe(version.digest);
              expect(isSigned(version)).toBe(true);
              for (const { digest } of standing(version)) expect(digest).toBe(version.digest);
              expect(new Set(standing(version).map(({ by }) => by)).size).toBe(standing(version).length);
              expect(campaign.launches.every(({ state }) => state !== 'live')).toBe(true);
              expect(campaign.launches.some((launch) => launch.version === version.number)).toBe(false);
            }
            if (event.kind === 'signed off' && 'member' in event.actor) {
              const signer = before.members[event.actor.member]!;
              expect([signer.role, signer.suspended]).toEqual(['sales-lead', false]);
              expect(Object.values(campaign.threads).some(({ blocking, state }) => blocking && state === 'open')).toBe(
                false,
              );
            }
            if (event.kind === 'resumed' && 'member' in event.actor)
              expect(before.members[event.actor.member]!.role).toBe('sales-lead');
            if (event.kind === 'role changed' && event.data.role === 'sales-lead' && 'member' in event.actor) {
              expect(before.members[event.actor.member]!.role).toBe('sales-lead');
              expect(event.actor.member).not.toBe(event.data.member);
            }
            if (
              event.kind === 'policy set' &&
              event.data.policy.quorum < (before.policy?.quorum ?? 0) &&
              'member' in event.actor
            )
              expect(before.members[event.actor.member]!.role).toBe('sales-lead');
          }
        });
        // The record continues, and folding it again gives the same state.
        let head = NO_HASH;
        for (const { event, hash, head: now } of at.rows) {
          expect(hashEvent(event)).toBe(hash);
          head = nextHead(head, hash);
          expect(now).toBe(head);
        }
        expect(at.rows.reduce(evolve, emptyWorkspace('w'))).toEqual(at.state);
      }),
      { numRuns: RUNS },
    );
    // Sequences that never get to a launch would prove nothing about launching.
    expect(launches).toBeGreaterThan(RUNS / 20);
  }, 300_000);
});
