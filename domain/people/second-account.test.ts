import { describe, expect, it } from 'vitest';
import { changedParts, diffVersions } from '../canonical/diff.ts';
import { thaw } from '../canonical/freeze.ts';
import { foundingPolicy } from '../gate/policy.ts';
import { team, WorkspaceUnderTest } from '../gate/workspace-under-test.ts';
import { broughtInBy, invitersOf } from './brought-in.ts';

/** Lena leads and is an admin, Noor leads, and Mia invited neither of them. What Lena may not do alone, she may not do at two accounts. */
const withLenaAsAdmin = (by = 'lena'): WorkspaceUnderTest => {
  const at = new WorkspaceUnderTest(team.map((each) => (each.id === 'lena' ? { ...each, admin: true } : each)));
  at.complete(by);
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  return at;
};
const signing = (at: WorkspaceUnderTest, version = 1) => {
  const { json, ids } = at.stored.get(version)!;
  const { digest } = at.campaign.versions[version - 1]!;
  const viewed = changedParts(diffVersions(null, thaw(json, ids)!));
  return { kind: 'sign off' as const, campaign: 'c', version, digest, viewed, statement: 'Yes.' };
};
const suspend = (at: WorkspaceUnderTest, by: string, member: string): void =>
  at.must(by, { kind: 'suspend member', member, suspended: true });
const demote = (at: WorkspaceUnderTest, by: string, member: string): void =>
  at.must(by, { kind: 'change role', member, was: 'sales-lead', role: 'viewer', admin: false });
const says = (at: WorkspaceUnderTest, by: string, said: Parameters<WorkspaceUnderTest['says']>[1]): string => {
  const decision = at.says(by, said);
  return decision.refused ? decision.reasons.map((reason) => reason.says).join(' ') : '';
};

describe('whoever a member brought in', () => {
  it('is known by whom they came, however far, and by whom they became an admin', () => {
    const at = withLenaAsAdmin();
    at.invites('lena', 'bob', { admin: true });
    at.invites('bob', 'cyn');
    expect(invitersOf(at.state, 'cyn')).toEqual(['bob', 'lena']);
    at.must('mia', { kind: 'change role', member: 'cyn', was: 'viewer', role: 'viewer', admin: true });
    expect(invitersOf(at.state, 'cyn')).toEqual(['bob', 'lena']);
    expect(broughtInBy(at.state, 'cyn').toSorted()).toEqual(['bob', 'lena', 'mia']);
    expect(broughtInBy(at.state, 'mia')).toEqual([]);
  });
});

describe('an admin who leads and wrote, at a second account', () => {
  it.each<[string, (at: WorkspaceUnderTest) => void]>([
    [
      'one they invited',
      (at) => {
        at.invites('lena', 'bob', { admin: true });
        suspend(at, 'bob', 'noor');
      },
    ],
    [
      'one that this one invited',
      (at) => {
        at.invites('lena', 'bob', { admin: true });
        at.invites('bob', 'cyn', { admin: true });
        demote(at, 'cyn', 'noor');
      },
    ],
    [
      'one that came by Mia and is an admin by them',
      (at) => {
        at.invites('mia', 'bob');
        at.must('lena', { kind: 'change role', member: 'bob', was: 'viewer', role: 'viewer', admin: true });
        suspend(at, 'bob', 'noor');
      },
    ],
  ])('has not become the only lead who can sign: %s', (_, happens) => {
    const at = withLenaAsAdmin();
    happens(at);
    expect(says(at, 'lena', signing(at))).toContain('whom you brought in, who ended that Noor can sign');
    expect(at.refuses('lena', signing(at))).toEqual(['author may not sign']);
  });
  it('is the only one where somebody sent the other away whom they did not bring in', () => {
    const at = withLenaAsAdmin();
    at.invites('mia', 'bob', { admin: true });
    suspend(at, 'bob', 'noor');
    expect(at.refuses('lena', signing(at))).toEqual([]);
  });
});

describe('making a sales lead takes two people, and', () => {
  const proposes = { kind: 'change role' as const, member: 'sam', was: 'sales' as const, role: 'sales-lead' as const };
  it('an account that the confirming lead brought in is no second one', () => {
    const at = withLenaAsAdmin();
    at.invites('lena', 'bob', { admin: true });
    at.must('bob', { ...proposes, admin: false });
    expect(says(at, 'lena', { kind: 'confirm sales lead', member: 'sam' })).toContain('You brought Bob in');
    expect(at.refuses('noor', { kind: 'confirm sales lead', member: 'sam' })).toEqual([]);
    expect(at.state.grants['sam']?.leadBy).toEqual(['bob', 'noor']);
  });
  it('nor is it for a looser policy', () => {
    const at = withLenaAsAdmin();
    at.invites('lena', 'bob', { admin: true });
    const policy = { ...foundingPolicy, salesMayWriteCopy: true };
    at.must('bob', { kind: 'set policy', was: foundingPolicy, policy });
    expect(at.refuses('lena', { kind: 'confirm policy', policy })).toEqual(['not allowed']);
    expect(at.refuses('noor', { kind: 'confirm policy', policy })).toEqual([]);
  });
  it('nobody becomes the only lead, who needs no second, by demoting the others', () => {
    const at = withLenaAsAdmin();
    demote(at, 'lena', 'noor');
    at.must('lena', { ...proposes, admin: false });
    expect(at.state.members['sam']!.role).toBe('sales');
    at.invites('lena', 'bob', { role: 'sales-lead', admin: true });
    expect(at.state.members['bob']!.role).toBe('sales');
    expect(at.refuses('lena', { kind: 'confirm sales lead', member: 'bob' })).toEqual(['not allowed']);
    // What Mia proposes, who is somebody else, she may confirm.
    at.must('mia', { ...proposes, admin: false });
    expect(at.refuses('lena', { kind: 'confirm sales lead', member: 'sam' })).toEqual([]);
  });
  it('nobody loosens policy so either', () => {
    const at = withLenaAsAdmin();
    at.invites('lena', 'bob', { admin: true });
    demote(at, 'bob', 'noor');
    at.must('lena', {
      kind: 'set policy',
      was: foundingPolicy,
      policy: { ...foundingPolicy, salesMayWriteCopy: true },
    });
    expect(at.state.proposedPolicy).not.toBeNull();
  });
  it('nor by making the one who invited them an account of their own: by giving an admin flag anew, or letting them back in', () => {
    const brings: ((at: WorkspaceUnderTest) => void)[] = [
      (at) => {
        for (const admin of [false, true])
          at.must('lena', { kind: 'change role', member: 'mia', was: 'marketing', role: 'marketing', admin });
      },
      (at) => {
        at.must('lena', {
          kind: 'make sign-in link',
          invite: 'back',
          member: 'mia',
          expires: '2027-05-18T12:00:00.000Z',
        });
        at.comesBack('back');
      },
    ];
    for (const bringsMia of brings) {
      const at = withLenaAsAdmin();
      at.invites('mia', 'kim', { role: 'sales-lead' });
      at.must('lena', { kind: 'confirm sales lead', member: 'kim' });
      demote(at, 'lena', 'noor');
      bringsMia(at);
      demote(at, 'mia', 'kim');
      expect(broughtInBy(at.state, 'kim')).toContain('lena');
      // Kim and Noor still have to be asked.
      at.must('lena', { ...proposes, admin: false });
      expect(at.state.members['sam']!.role).toBe('sales');
      // What Mia proposes now may be Lena's own doing.
      at.must('mia', { ...proposes, admin: false });
      expect(at.refuses('lena', { kind: 'confirm sales lead', member: 'sam' })).toEqual(['not allowed']);
      expect(at.refuses('lena', signing(at))).toEqual(['author may not sign']);
    }
  });
  it('who took a lead’s role by mistake gives it back alone, and nobody gives back what another took', () => {
    const back = { kind: 'change role' as const, member: 'noor', was: 'viewer' as const, role: 'sales-lead' as const };
    const at = withLenaAsAdmin();
    demote(at, 'lena', 'noor');
    at.must('lena', { ...back, admin: false });
    expect(at.state.members['noor']!.role).toBe('sales-lead');
    suspend(at, 'mia', 'noor');
    demote(at, 'lena', 'noor');
    at.must('lena', { ...back, admin: false });
    expect(at.state.members['noor']!.role).toBe('viewer');
  });
  it('a founder who leads and whose only other lead has left may have another, which is kept', () => {
    const at = new WorkspaceUnderTest([{ ...team[2]!, admin: true }]);
    expect(at.invites('lena', 'kim', { role: 'sales-lead' })).toBe(true);
    demote(at, 'lena', 'kim');
    at.invites('lena', 'bob', { role: 'sales-lead' });
    expect(at.state.members['bob']!.role).toBe('sales-lead');
    expect(at.state.grants['bob']).toEqual({ invitedBy: 'lena', linkBy: [], adminBy: [], leadBy: ['lena'] });
  });
  it('the only lead who brought the proposer in confirms, since alone they could as well', () => {
    const at = new WorkspaceUnderTest([{ ...team[2]!, admin: true }]);
    at.invites('lena', 'bob', { admin: true });
    at.invites('bob', 'kim', { role: 'sales-lead' });
    expect(at.refuses('lena', { kind: 'confirm sales lead', member: 'kim' })).toEqual([]);
  });
});

describe('a sign-in link for a lead', () => {
  it('is not confirmed by whoever brought in the admin who asks for it', () => {
    const at = withLenaAsAdmin();
    at.invites('lena', 'bob', { admin: true });
    const link = {
      kind: 'make sign-in link' as const,
      invite: 'l',
      member: 'noor',
      expires: '2027-05-18T12:00:00.000Z',
    };
    expect(says(at, 'bob', link)).toContain('there is none');
    at.must('mia', link);
    expect(at.refuses('lena', { kind: 'confirm sign-in link', invite: 'l' })).toEqual([]);
  });
});

describe('a proposal', () => {
  const bea = (): WorkspaceUnderTest => {
    const at = new WorkspaceUnderTest();
    at.invites('mia', 'bea', { role: 'sales', admin: true });
    return at;
  };
  it('ends with its proposer’s admin flag', () => {
    const at = bea();
    at.must('bea', { kind: 'change role', member: 'sam', was: 'sales', role: 'sales-lead', admin: false });
    at.must('bea', { kind: 'set policy', was: foundingPolicy, policy: { ...foundingPolicy, salesMayWriteCopy: true } });
    at.must('mia', { kind: 'change role', member: 'bea', was: 'sales', role: 'viewer', admin: false });
    expect(at.refuses('lena', { kind: 'confirm sales lead', member: 'sam' })).toEqual(['nothing proposed']);
    expect(at.state.proposedPolicy).toBeNull();
  });
  it('does not take the last admin along when it is confirmed', () => {
    const at = bea();
    at.must('mia', { kind: 'change role', member: 'mia', was: 'marketing', role: 'sales-lead', admin: false });
    at.must('mia', { kind: 'change role', member: 'bea', was: 'sales', role: 'sales', admin: false });
    expect(at.refuses('lena', { kind: 'confirm sales lead', member: 'mia' })).toEqual(['last admin']);
  });
});

describe('a name', () => {
  it('that somebody took meanwhile keeps its owner out until one of the two is told apart', () => {
    const at = new WorkspaceUnderTest();
    suspend(at, 'mia', 'lena');
    expect(at.invites('mia', 'lena2', { name: 'LENA' })).toBe(true);
    const back = { kind: 'suspend member' as const, member: 'lena', suspended: false };
    expect(at.refuses('mia', back)).toEqual(['name taken']);
    suspend(at, 'mia', 'lena2');
    expect(at.refuses('mia', back)).toEqual([]);
  });
});
