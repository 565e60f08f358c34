import { describe, expect, it } from 'vitest';
import { addVariant, setStep } from '../campaign/sequence.ts';
import type { Frozen } from '../canonical/form.ts';
import type { CheckCode, Finding } from './finding.ts';
import { foundingPolicy } from './policy.ts';
import { readingGrade } from './reading-grade.ts';
import { runChecks } from './checks.ts';
import { WorkspaceUnderTest } from './workspace-under-test.ts';

const whole = (): WorkspaceUnderTest => new WorkspaceUnderTest().complete();
const found = (draft: Frozen, code: CheckCode) => runChecks(draft, foundingPolicy).filter((each) => each.code === code);
const tail = ' {{opt-out link}} {{sender address}}';
const withBody = (words: string): Frozen => {
  const at = whole();
  at.types('step/s1/A/body', words + tail, 'mia');
  return at.draft();
};

describe('the checks', () => {
  it('find nothing in a whole campaign', () => {
    expect(runChecks(whole().draft(), foundingPolicy)).toEqual([]);
  });

  it('find everything that an empty one lacks, the blocking first', () => {
    const codes = runChecks(new WorkspaceUnderTest().draft(), null).map(({ code, blocking }) => `${code} ${blocking}`);
    expect(new Set(codes)).toEqual(
      new Set(['brief incomplete true', 'facts incomplete true', 'no halt thresholds true', 'no copy true']),
    );
  });

  it.each<[CheckCode, string, number, number]>([
    ['unknown merge tag', 'Dear {{frist name}}', 5, 19],
    ['empty merge tag', 'Dear {{ | x}}', 5, 13],
    ['broken merge tag', 'Dear {{first name', 5, 7],
    ['broken merge tag', 'Dear first name}}', 15, 17],
    ['broken character', 'Dear \ufffd', 5, 6],
    ['hidden character', 'Dear\u200b you', 4, 5],
    ['hidden character', 'Dear p\u0430yer', 6, 7],
    ['spam words', 'This is the time to act now and you will be glad that you did', 20, 27],
  ])('point at the words of: %s', (code, words, from, to) => {
    expect(found(withBody(words), code)).toMatchObject([{ at: { text: 'step/s1/A/body', block: 0, from, to } }]);
  });

  it('want an e-mail to say who writes and how to be left alone; a call needs neither', () => {
    const at = whole();
    at.types('step/s1/A/body', 'Hello.', 'mia');
    expect(found(at.draft(), 'no opt-out link')).toHaveLength(1);
    expect(found(at.draft(), 'no sender address')).toHaveLength(1);
    setStep(at.copy, 's1', { channel: 'call' });
    expect(runChecks(at.draft(), foundingPolicy)).toEqual([]);
  });

  it.each<[string, (draft: Frozen) => void, Finding['at'], string]>([
    [
      'a fact',
      ({ form }) => (form.sender!.company = 'Notice\u200bwren\u200b'),
      { fact: 'sender' },
      'stands in the sender: zero-width space',
    ],
    [
      'the host of the opt-out page',
      ({ form }) => (form.sender!.optOutUrl = 'https://ex\u0430mple.com/out'),
      { fact: 'sender' },
      '“\u0430” in the sender is a Cyrillic letter',
    ],
    ['the name of a step', ({ form }) => (form.steps[0]!.name = 'First\u202e e-mail'), { step: 's1' }, 'in a name of'],
    [
      'what a merge field falls back to',
      ({ form }) => (form.mergeFields[0]!.fallback = 'the\u200bre'),
      null,
      'in the merge field “first name”',
    ],
  ])('find a hidden character in %s, too, and a policy can have it block', (_, hides, at, says) => {
    const draft = whole().draft();
    hides(draft);
    expect(found(draft, 'hidden character')).toEqual([
      { code: 'hidden character', blocking: false, at, says: expect.stringContaining(says) },
    ]);
    const strict = { ...foundingPolicy, alsoBlocking: ['hidden character' as const] };
    expect(runChecks(draft, strict)).toMatchObject([{ blocking: true }]);
  });

  it.each(['javascript:alert(1)', 'example.com/out', 'https://good.example@bad.example'])(
    'refuse the opt-out page %s',
    (page) => {
      const draft = whole().draft();
      draft.form.sender!.optOutUrl = page;
      expect(found(draft, 'link')).toMatchObject([{ blocking: true, at: { fact: 'sender' } }]);
    },
  );

  it.each(['javascript:alert(1)', 'www.example.com', 'file:///etc/passwd', 'HTTPS//x'])(
    'refuse the link %s',
    (link) => {
      const draft = whole().draft();
      draft.form.steps[0]!.variants[0]!.body[0]!.runs[0]!.link = link;
      expect(found(draft, 'link')).toHaveLength(1);
    },
  );

  it('take what a sender field comes to from the sender', () => {
    const { form, ...rest } = withBody('Hello.');
    const mergeFields = form.mergeFields.map((field) => ({ ...field, fallback: '' }));
    expect(found({ ...rest, form: { ...form, mergeFields } }, 'empty merge tag')).toEqual([]);
    const sender = form.sender && { ...form.sender, optOutUrl: '' };
    expect(found({ ...rest, form: { ...form, mergeFields, sender } }, 'empty merge tag')).toHaveLength(1);
  });

  it('add up the shares of variants', () => {
    const at = whole();
    addVariant(at.copy, 's1', { id: 'B', name: 'B', share: 20 });
    at.types('step/s1/B/body', `Hello.${tail}`, 'mia');
    at.types('step/s1/B/subject', 'Hello', 'mia');
    expect(found(at.draft(), 'shares')).toMatchObject([{ at: { step: 's1' }, blocking: true }]);
  });

  it('advise on length of subject and message, and a policy makes advice block', () => {
    const at = whole();
    at.types('step/s1/A/subject', 'A subject that goes on and on until no mail program shows the end of it', 'mia');
    expect(found(at.draft(), 'subject length')).toMatchObject([{ blocking: false }]);
    const strict = { ...foundingPolicy, alsoBlocking: ['subject length'] };
    expect(runChecks(at.draft(), strict)).toMatchObject([{ code: 'subject length', blocking: true }]);
    expect(found(withBody('word '.repeat(250)), 'message length')).toHaveLength(1);
  });
});

describe('the reading grade', () => {
  const plain = 'We read your mail. You get one page back. It says what to do and when. '.repeat(5);
  const hard =
    'Notwithstanding considerable organisational complexities, comprehensive contractual documentation necessitates interdisciplinary administrative collaboration throughout. '.repeat(
      5,
    );
  it('is low for plain words and high for hard ones, and silent on a few', () => {
    expect(readingGrade(plain, 'en')!).toBeLessThan(5);
    expect(readingGrade(hard, 'en')!).toBeGreaterThan(15);
    expect(readingGrade('Three words only.', 'en')).toBeNull();
    expect(
      readingGrade('Wir lesen das für Sie. Sie bekommen eine Seite. Da steht, was zu tun ist. '.repeat(5), 'de')!,
    ).toBeLessThan(6);
  });
});
