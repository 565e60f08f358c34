import { describe, expect, it } from 'vitest';
import { WorkspaceUnderTest } from '../gate/workspace-under-test.ts';

const archive = (archived = true) => ({ kind: 'archive campaign' as const, campaign: 'c', archived });
const ready = (): WorkspaceUnderTest => {
  const at = new WorkspaceUnderTest().complete();
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  return at;
};
const digestOf = (at: WorkspaceUnderTest) => at.campaign.versions[0]!.digest;
const signed = (): WorkspaceUnderTest => {
  const at = ready();
  const said = { kind: 'sign off' as const, campaign: 'c', version: 1, digest: digestOf(at), statement: 'Yes.' };
  const decision = at.says('lena', { ...said, viewed: [] });
  const viewed = decision.refused ? decision.reasons.flatMap(({ fix }) => (fix?.go === 'part' ? [fix.part] : [])) : [];
  at.must('lena', { ...said, viewed });
  return at;
};

describe('the archive', () => {
  it('takes what nobody works on any more, and gives it back', () => {
    const at = new WorkspaceUnderTest();
    expect(at.refuses('vic', archive())).toEqual(['not allowed']);
    at.must('sam', archive());
    expect(at.campaign.archived).toBe(true);
    expect(at.rows.at(-1)?.event).toMatchObject({ kind: 'campaign archived', actor: { member: 'sam' } });
    const rows = at.rows.length;
    at.must('mia', archive());
    expect(at.rows).toHaveLength(rows);
    at.must('mia', archive(false));
    expect(at.campaign.archived).toBe(false);
  });

  it('hides nothing that waits for somebody, is to go out, or does', () => {
    expect(ready().refuses('mia', archive())).toEqual(['still open']);
    const at = signed();
    const launch = { version: 1, digest: digestOf(at), asked: [] };
    at.must('mia', { kind: 'launch', campaign: 'c', ...launch });
    expect(at.refuses('mia', archive())).toEqual(['still open']);
    at.must('mia', { kind: 'complete', campaign: 'c' });
    at.must('mia', archive());
    expect(at.campaign.archived).toBe(true);
  });

  it('lets nothing launch unseen: what moves a campaign brings it back', () => {
    const at = signed();
    at.must('mia', archive());
    at.must('mia', { kind: 'launch', campaign: 'c', version: 1, digest: digestOf(at), asked: [] });
    expect(at.campaign.archived).toBe(false);
    const drafted = new WorkspaceUnderTest().complete();
    drafted.must('mia', archive());
    drafted.must('mia', { kind: 'request review', campaign: 'c', digest: drafted.draft().digest, note: null });
    expect(drafted.campaign.archived).toBe(false);
  });
});
