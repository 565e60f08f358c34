import { describe, expect, it } from 'vitest';
import { team, WorkspaceUnderTest } from '../gate/workspace-under-test.ts';
import { isStillGood } from './sign-in-links.ts';

const expires = '2027-05-18T12:00:00.000Z';
const asks = (member: string, invite = 'l1') => ({ kind: 'make sign-in link' as const, invite, member, expires });
const confirms = (invite = 'l1') => ({ kind: 'confirm sign-in link' as const, invite });
const linkOf = (at: WorkspaceUnderTest, invite = 'l1') => at.state.invites[invite]!;

describe('a sign-in link', () => {
  it('is an admin’s to make, for a member who is signed in nowhere, and recorded', () => {
    const at = new WorkspaceUnderTest();
    for (const who of ['sam', 'lena', 'vic']) expect(at.refuses(who, asks('vic'))).toEqual(['not allowed']);
    at.devices.set('sam', 1);
    expect(at.refuses('mia', asks('sam'))).toEqual(['signed in']);
    at.devices.delete('sam');
    at.must('mia', asks('sam'));
    expect(linkOf(at)).toMatchObject({ member: 'sam', by: 'mia', state: 'open', confirmedBy: null });
    expect(at.rows.at(-1)?.event).toMatchObject({
      kind: 'sign-in link made',
      campaign: null,
      actor: { member: 'mia' },
    });
  });

  it('is not made for oneself, for the suspended, for nobody, twice, or for yesterday', () => {
    const at = new WorkspaceUnderTest();
    expect(at.refuses('mia', asks('mia'))).toEqual(['not allowed']);
    expect(at.refuses('mia', asks('nobody'))).toEqual(['unknown member']);
    expect(at.refuses('mia', { ...asks('sam'), expires: '2027-05-11T12:00:00.000Z' })).toEqual(['in the past']);
    at.must('mia', { kind: 'suspend member', member: 'sam', suspended: true });
    expect(at.refuses('mia', asks('sam'))).toEqual(['not allowed']);
    at.must('mia', asks('vic'));
    expect(at.refuses('mia', asks('vic'))).toEqual(['already exists']);
  });

  it('is one per member: a newer one ends the one before', () => {
    const at = new WorkspaceUnderTest();
    at.must('mia', asks('sam'));
    at.must('mia', asks('vic', 'other'));
    at.must('mia', asks('sam', 'l2'));
    expect([linkOf(at).state, linkOf(at, 'l2').state, linkOf(at, 'other').state]).toEqual(['revoked', 'open', 'open']);
  });
});

describe('a sign-in link for a sales lead', () => {
  it('waits for a lead who is neither whose it is nor who asked', () => {
    const at = new WorkspaceUnderTest();
    at.must('mia', asks('lena'));
    expect(linkOf(at).state).toBe('proposed');
    for (const who of ['mia', 'sam', 'lena']) expect(at.refuses(who, confirms())).toEqual(['not allowed']);
    at.must('noor', confirms());
    expect(linkOf(at)).toMatchObject({ state: 'open', by: 'mia', confirmedBy: 'noor' });
    expect(at.refuses('noor', confirms())).toEqual(['nothing proposed']);
  });

  it('that an admin who leads asks for is not confirmed by themselves', () => {
    const at = new WorkspaceUnderTest(team.map((each) => (each.id === 'noor' ? { ...each, admin: true } : each)));
    // Noor, Lena: nobody else could say yes.
    expect(at.refuses('noor', asks('lena'))).toEqual(['not allowed']);
    const three = new WorkspaceUnderTest([
      ...team.map((each) => (each.id === 'noor' ? { ...each, admin: true } : each)),
      { id: 'ben', name: 'Ben', role: 'sales-lead', admin: false, suspended: false },
    ]);
    three.must('noor', asks('lena'));
    expect(three.refuses('noor', confirms())).toEqual(['not allowed']);
    three.must('ben', confirms());
  });

  it('is never made where she is the only one: that would let an admin sign', () => {
    const at = new WorkspaceUnderTest(team.filter(({ id }) => id !== 'noor'));
    expect(at.refuses('mia', asks('lena'))).toEqual(['not allowed']);
  });

  it('is not confirmed once it is too late, taken back, needless, or asked for by an admin who was shown out', () => {
    const ready = () => {
      const at = new WorkspaceUnderTest(team.map((each) => (each.id === 'sam' ? { ...each, admin: true } : each)));
      at.must('mia', asks('lena'));
      return at;
    };
    const late = ready();
    late.now = expires;
    expect(late.refuses('noor', confirms())).toEqual(['in the past']);
    const back = ready();
    back.must('mia', { kind: 'revoke invite', invite: 'l1' });
    expect(back.refuses('noor', confirms())).toEqual(['nothing proposed']);
    const found = ready();
    found.devices.set('lena', 1);
    expect(found.refuses('noor', confirms())).toEqual(['signed in']);
    const out = ready();
    out.must('sam', { kind: 'suspend member', member: 'mia', suspended: true });
    expect(out.refuses('noor', confirms())).toEqual(['not allowed']);
  });
});

describe('an open sign-in link', () => {
  it('ends with its maker’s right, its member’s suspension, and the lead’s who confirmed it', () => {
    const at = new WorkspaceUnderTest(team.map((each) => (each.id === 'sam' ? { ...each, admin: true } : each)));
    at.must('mia', asks('lena'));
    at.must('noor', confirms());
    at.must('mia', asks('vic', 'l2'));
    const good = (invite?: string) => isStillGood(at.state, linkOf(at, invite));
    expect([good(), good('l2')]).toEqual([true, true]);
    at.must('sam', { kind: 'suspend member', member: 'noor', suspended: true });
    expect([good(), good('l2')]).toEqual([false, true]);
    at.must('sam', { kind: 'suspend member', member: 'noor', suspended: false });
    at.must('sam', { kind: 'suspend member', member: 'vic', suspended: true });
    expect([good(), good('l2')]).toEqual([true, false]);
    at.must('sam', { kind: 'suspend member', member: 'vic', suspended: false });
    at.must('sam', { kind: 'change role', member: 'mia', was: 'marketing', role: 'marketing', admin: false });
    expect([good(), good('l2')]).toEqual([false, false]);
  });

  it('admits nobody once its member may sign: no lead has agreed to that', () => {
    const at = new WorkspaceUnderTest();
    at.must('mia', asks('sam'));
    at.must('mia', { kind: 'change role', member: 'sam', was: 'sales', role: 'sales-lead', admin: false });
    expect(isStillGood(at.state, linkOf(at))).toBe(true);
    at.must('lena', { kind: 'confirm sales lead', member: 'sam' });
    expect(isStillGood(at.state, linkOf(at))).toBe(false);
  });
});
