import { expect, it } from 'vitest';
import { WorkspaceUnderTest } from '../gate/workspace-under-test.ts';
import { hiddenIn } from './hidden-in.ts';

const whole = () => new WorkspaceUnderTest().complete().draft();

it('finds nothing in an honest version', () => {
  expect(hiddenIn(whole())).toEqual([]);
});

it('names what is hidden in the brief, in a link, in a subject, in a fact and in a merge field, and where', () => {
  const version = whole();
  const variant = version.form.steps[0]!.variants[0]!;
  version.form.brief.offer = [{ kind: 'paragraph', runs: [{ text: 'Pay \u202e001 \u202e' }] }];
  variant.subject = 'Your p\u0430yslip';
  variant.body[0]!.runs.push({ text: 'here', link: 'https://k\u0456ln.example' });
  version.form.sender!.optOutUrl = 'https://kiln.example@evil.example';
  version.form.mergeFields = [{ name: 'first\u200bname', from: 'prospect', fallback: '' }];
  expect(hiddenIn(version).map(({ part, name, times }) => [part, name, times])).toEqual([
    ['brief/offer', 'right-to-left override', 2],
    ['fact/sender', 'web address whose real name stands after an @', 1],
    ['fact/mergeFields', 'zero-width space', 1],
    [expect.stringMatching(/^step\/.+\/.+/), 'Cyrillic letter that looks like “a”', 1],
    [expect.stringMatching(/^step\/.+\/.+/), 'Cyrillic letter that looks like “i”', 1],
  ]);
});
