import { describe, expect, it } from 'vitest';
import {
  askedBy,
  pretendCampaign,
  pretendThread,
  pretendVersion,
  pretendWorkspace,
  said,
  signedBy,
} from '../ui/pretend.ts';
import { characterCount, nextVariantName, wordCount } from './counts.ts';
import { closers } from './discussion/closers.ts';
import { newSayings } from './discussion/announce-threads.ts';
import { countThreads } from './discussion/thread-counts.ts';
import { whoTyped } from './gate/digest-question.ts';
import { changesSince } from './head/changes-since.ts';
import { baseOf } from './review/base.ts';
import { foldBlocks } from './review/fold.ts';
import { evenShares } from './step/shares.ts';
import { partTitle } from './text-title.ts';

const state = pretendWorkspace();

describe('numbers in words', () => {
  it('says how far the draft is', () => {
    expect(changesSince(0, 7)).toBe('same as version 7');
    expect(changesSince(1, 7)).toBe('1 change since version 7');
    expect(changesSince(3, 7)).toBe('3 changes since version 7');
  });
  it('counts words and characters as a reader does', () => {
    expect(wordCount('Hi {{first name | there}},\nit takes half a day.')).toBe(7);
    expect(characterCount('Zoë 👩‍🚒')).toBe(5);
  });
  it('shares out all of it', () => {
    expect(evenShares(3)).toEqual([34, 33, 33]);
    expect(evenShares(1)).toEqual([100]);
  });
});

describe('names', () => {
  it('takes the next free letter for a variant', () => {
    expect(nextVariantName([])).toBe('A');
    expect(nextVariantName([{ name: 'A' }, { name: 'C' }] as never)).toBe('B');
  });
  it('names a part, with its variant only where there are several', () => {
    const step = { id: 's', name: 'Short note', channel: 'email' as const, variants: [{ id: 'v', name: 'A' }] };
    expect(partTitle('step/s/v', [step])).toBe('Short note');
    expect(partTitle('step/s/v/subject', [{ ...step, variants: [...step.variants, { id: 'w', name: 'B' }] }])).toBe(
      'Short note A, subject',
    );
    expect(partTitle('brief/keyMessages', [])).toBe('Key messages');
    expect(partTitle('fact/halt', [])).toBe('Halt');
    expect(partTitle('step/gone', [])).toBe('A step that is gone');
  });
  it('names who typed only where one can be seen typing', () => {
    expect(whoTyped([{ member: 'sam', text: 'brief/offer' }], state)).toEqual({ name: 'Sam', whose: 'Sam’s' });
    expect(whoTyped([{ member: 'sam', text: null }], state)).toEqual({ name: 'Somebody', whose: 'their' });
  });
});

describe('threads', () => {
  it('lets only the opener or a lead close a blocking one', () => {
    const thread = pretendThread({ blocking: true });
    expect(closers(thread, state, state.members['mia']!)).toEqual({ mine: false, names: 'Sam or Lena' });
    expect(closers(thread, state, state.members['sam']!).mine).toBe(true);
    expect(closers(thread, state, state.members['lena']!).mine).toBe(true);
    expect(closers(pretendThread(), state, state.members['mia']!).mine).toBe(true);
  });
  it('counts open ones by place', () => {
    const counts = countThreads({
      one: pretendThread({ id: 'one', anchor: { text: 'step/s/v/body', start: '', end: '' }, blocking: true }),
      two: pretendThread({ id: 'two', anchor: { text: 'step/s/w/subject', start: '', end: '' } }),
      three: pretendThread({ id: 'three', state: 'resolved' }),
    });
    expect(counts.get('step/s')).toEqual({ open: 2, blocking: 1 });
    expect(counts.get('step/s/w')).toEqual({ open: 1, blocking: 0 });
    expect(counts.get('brief/offer')).toBeUndefined();
  });
  it('tells what others said since, and nothing of my own', () => {
    const campaign = pretendCampaign('a', 'A', {
      threads: {
        t1: pretendThread({ replies: [{ id: 'r', by: 'mia', at: '', comment: said('Yes.') }] }),
        t2: pretendThread({ id: 't2', by: 'mia' }),
      },
    });
    expect(newSayings(new Set(['t1', 't2']), campaign, state, 'sam')).toBe('Mia replied.');
    expect(newSayings(new Set(['t1', 'r']), campaign, state, 'mia')).toBeNull();
  });
});

describe('what a reader compares with', () => {
  const withdrawn = { by: 'ann', at: '', reason: said('No.') };
  const versions = [
    pretendVersion(4, { changesRequested: [askedBy('kim', true)] }),
    pretendVersion(5, { signatures: [signedBy('lena'), { ...signedBy('ann'), withdrawn }] }),
    pretendVersion(6, { changesRequested: [askedBy('lena'), askedBy('kim')] }),
    pretendVersion(7, { signatures: [signedBy('tom')] }),
  ];
  const campaign = pretendCampaign('a', 'A', { versions });
  it('is the version of which a signer saw every part last, for others the one before', () => {
    expect(baseOf(campaign, 7, 'lena', true)).toBe(5);
    expect(baseOf(campaign, 7, 'kim', true)).toBe(4);
    expect(baseOf(campaign, 7, 'ann', true)).toBeNull();
    expect(baseOf(campaign, 7, 'tom', true)).toBe(6);
    expect(baseOf(campaign, 7, 'mia', false)).toBe(6);
    expect(baseOf(campaign, 1, 'mia', false)).toBeNull();
  });
  it('folds what is the same, but not one paragraph alone', () => {
    const block = (change: 'same' | 'added') => ({
      shape: { kind: 'paragraph' as const },
      was: null,
      change,
      pieces: [{ text: 'x', change }],
    });
    const folds = foldBlocks([block('same'), block('same'), block('added'), block('same')]);
    expect(folds.map(({ same, blocks }) => [same, blocks.length])).toEqual([
      [true, 2],
      [false, 1],
      [false, 1],
    ]);
  });
});
