import { describe, expect, it } from 'vitest';
import { team, WorkspaceUnderTest } from '../gate/workspace-under-test.ts';
import { certificate, recordIn } from './certificate.ts';
import type { RecordExport } from './export.ts';
import { canonicalText } from './hash.ts';

/** What the server would export of campaign `c`. */
const exportOf = (at: WorkspaceUnderTest): RecordExport => ({
  format: 1,
  workspace: 'w',
  campaign: 'c',
  record: at.rows
    .filter(({ event }) => event.campaign === 'c')
    .map(({ event, hash, signature, bodies }) => ({ event, hash, signature, bodies })),
  versions: [...at.stored].map(([number, { json }]) => ({
    number,
    digest: at.campaign.versions[number - 1]!.digest,
    canonical: json,
  })),
  launched: {},
  keys: [{ key: 'k', publicJwk: { crv: 'Ed25519', kty: 'OKP', x: 'x' }, rotation: null }],
  people: at.rows.filter(({ event }) => event.campaign === null).map(({ event, signature }) => ({ event, signature })),
});
const ready = (members = team) => {
  const at = new WorkspaceUnderTest(members).complete();
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  return at;
};
const sign = (at: WorkspaceUnderTest, by = 'lena') => {
  const said = {
    kind: 'sign off' as const,
    campaign: 'c',
    version: 1,
    digest: at.campaign.versions[0]!.digest,
    statement: 'I approve it.',
  };
  const decision = at.says(by, { ...said, viewed: [] });
  const viewed = decision.refused ? decision.reasons.flatMap(({ fix }) => (fix?.go === 'part' ? [fix.part] : [])) : [];
  at.must(by, { ...said, viewed });
};

describe('a certificate', () => {
  it('says who signed what, when, in what words and on whose text', () => {
    const at = ready();
    sign(at);
    const html = certificate(exportOf(at));
    expect(html).toContain(
      '<bdi>Lena</bdi>, sales lead, signed on <time datetime="2027-05-11T12:00:00.000Z">11 May 2027, 12:00 UTC</time>',
    );
    expect(html).toContain('<blockquote><bdi>I approve it.</bdi></blockquote>');
    expect(html).toContain('Its words are by <bdi>Mia</bdi>.');
    expect(html).toContain(at.campaign.versions[0]!.digest);
    expect(html).toContain('Words about objective.');
    expect(html).not.toContain('Signed by an author');
  });

  it('says that an author signed, and that a signature was withdrawn', () => {
    const at = new WorkspaceUnderTest(team.filter(({ id }) => id !== 'noor')).complete('lena');
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
    sign(at);
    expect(certificate(exportOf(at))).toContain('Signed by an author');
    at.must('lena', { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'The offer changed' });
    const html = certificate(exportOf(at));
    expect(html).toContain('withdrew this signature');
    expect(html).toContain('The offer changed');
    expect(html).toContain('No version is signed.');
  });

  it('carries hostile words as words', () => {
    const hostile = '</pre><script>alert(1)</script><img src=x onerror=alert(1)> & "\'';
    const at = ready(team.map((each) => (each.id === 'lena' ? { ...each, name: hostile } : each)));
    sign(at);
    at.must('lena', { kind: 'withdraw signature', campaign: 'c', version: 1, reason: `${hostile}\u202egnp` });
    const file = exportOf(at);
    const html = certificate(file);
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(html).toContain(`&#62;`);
    expect(recordIn(html)).toBe(canonicalText(file));
  });

  it('shows an erased text as erased', () => {
    const at = ready();
    at.must('lena', {
      kind: 'request changes',
      campaign: 'c',
      version: 1,
      digest: at.campaign.versions[0]!.digest,
      reason: 'Private words',
    });
    const number = at.rows.length;
    expect(at.refuses('sam', { kind: 'erase text', number, name: 'reason' })).toEqual(['not allowed']);
    at.must('lena', { kind: 'erase text', number, name: 'reason' });
    expect(JSON.stringify(at.state)).not.toContain('Private words');
    const file = exportOf(at);
    file.record.find(({ event }) => event.kind === 'changes requested')!.bodies['reason'] = null;
    expect(certificate(file)).toContain('The words that stood here were erased.');
  });

  it('is found only where it stands whole at the end', () => {
    const html = certificate(exportOf(ready()));
    expect(recordIn(html.replace('</html>', ''))).toBeNull();
    expect(recordIn('{}')).toBeNull();
  });
});
