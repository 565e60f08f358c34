import { describe, expect, it } from 'vitest';
import { foundingPolicy } from '../gate/policy.ts';
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
const sign = (at: WorkspaceUnderTest, by = 'lena', version = 1) => {
  const said = {
    kind: 'sign off' as const,
    campaign: 'c',
    version,
    digest: at.campaign.versions[version - 1]!.digest,
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

  it('says plainly who of signer and authors came by whose invite, and who made the signer a lead', () => {
    const only = team.filter(({ id }) => id !== 'noor').map((each) => ({ ...each, admin: true }));
    const at = new WorkspaceUnderTest(only).complete();
    at.invites('lena', 'bob', { role: 'marketing', admin: true });
    at.invites('bob', 'cyn', { role: 'marketing' });
    at.types('brief/tone', 'By Cyn.', 'cyn');
    at.types('brief/offer', 'By Lena.', 'lena');
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
    sign(at);
    const hers = certificate(exportOf(at));
    expect(hers).toContain('<bdi>Cyn</bdi> (let in by somebody whom <bdi>Lena</bdi> let in)');
    expect(hers).toContain(
      '<p><bdi>Cyn</bdi>, who wrote in it, was let in by somebody whom <bdi>Lena</bdi> let in.</p>',
    );
    expect(hers).not.toContain('alone');
    at.must('lena', { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'No.' });
    // The only lead makes another one alone.
    at.invites('lena', 'kim', { role: 'sales-lead' });
    sign(at, 'kim');
    const kims = certificate(exportOf(at));
    expect(kims).toContain('<p><bdi>Kim</bdi> was invited by <bdi>Lena</bdi>, who wrote in it.</p>');
    expect(kims).toContain('<p><bdi>Kim</bdi> was made a sales lead by <bdi>Lena</bdi> alone.</p>');
  });

  it('names its signer a sales lead, whatever a clock that was set back says of the time', () => {
    const at = new WorkspaceUnderTest(team.map((each) => (each.id === 'sam' ? { ...each, admin: true } : each)));
    at.complete();
    at.now = '2027-06-01T12:00:00.000Z';
    at.must('sam', { kind: 'change role', member: 'vic', was: 'viewer', role: 'sales-lead', admin: false });
    at.must('lena', { kind: 'confirm sales lead', member: 'vic' });
    at.now = '2027-05-01T12:00:00.000Z';
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
    sign(at, 'vic');
    expect(certificate(exportOf(at))).toContain('<bdi>Vic</bdi>, sales lead, signed on');
  });

  it('tells how many signatures a version needs, and an objection that stands', () => {
    const at = new WorkspaceUnderTest(team, { ...foundingPolicy, quorum: 2 }).complete();
    at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
    sign(at);
    const partly = certificate(exportOf(at));
    expect(partly).toContain('<p>No version is signed. Version 1 has 1 of the 2 signatures it needs.</p>');
    expect(partly).toContain('Not signed. Version 1 has 1 of the 2 signatures it needs.');
    expect(partly).not.toContain('The words of version 1');
    sign(at, 'noor');
    const whole = certificate(exportOf(at));
    expect(whole).toContain('Version 1 is signed by <bdi>Lena</bdi> and <bdi>Noor</bdi>.');
    expect(whole).toContain('Signed, with 2 of 2 signatures.');
    const { digest } = at.campaign.versions[0]!;
    const noors = { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'Not yet' } as const;
    at.must('noor', noors);
    at.must('noor', { kind: 'request changes', campaign: 'c', version: 1, digest, reason: 'Shorter.' });
    expect(certificate(exportOf(at))).toContain(
      'No version is signed. Changes to version 1 were asked for by <bdi>Noor</bdi>, and that stands.',
    );
  });

  it('names who wrote for a version that came after one that was signed in part', () => {
    const at = new WorkspaceUnderTest(team, { ...foundingPolicy, quorum: 2 }).complete('sam');
    const asks = () => at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
    asks();
    sign(at);
    at.types('brief/tone', 'A comma, elsewhere.', 'mia');
    asks();
    expect(certificate(exportOf(at)).match(/Its words are by [^.]*\./g)).toEqual([
      'Its words are by <bdi>Sam</bdi>.',
      'Its words are by <bdi>Mia</bdi> and <bdi>Sam</bdi>.',
    ]);
  });

  it.each([
    [false, 'No version is signed. Version 2 has 0 of the 1 signature it needs.'],
    [true, 'Version 2 is signed by <bdi>Noor</bdi>. Version 2 was launched'],
  ])(
    'counts by what was withdrawn from the version before, but what was launched as it stood then: %s',
    (launched, says) => {
      const at = new WorkspaceUnderTest().complete('noor');
      const asks = () =>
        at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
      asks();
      sign(at);
      at.types('brief/tone', 'A comma, elsewhere.', 'mia');
      asks();
      sign(at, 'noor', 2);
      const withdraws = { kind: 'withdraw signature', campaign: 'c', version: 1, reason: 'The offer changed' } as const;
      const { digest } = at.campaign.versions[1]!;
      if (launched) at.must('mia', { kind: 'launch', campaign: 'c', version: 2, digest, asked: [] });
      at.must('lena', withdraws);
      const html = certificate(exportOf(at));
      expect(html).toContain(says);
      expect(html.includes('This signature does not count')).toBe(!launched);
    },
  );

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
