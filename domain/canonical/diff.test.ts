import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Run } from '../text/block.ts';
import { canonicalText, sha256 } from '../record/hash.ts';
import { noFacts } from '../campaign/facts.ts';
import type { CanonicalForm, Frozen, SideTable } from './form.ts';
import { changedParts, countChanges, diffVersions } from './diff.ts';
import { diffText } from './diff-text.ts';
import { diffTokens } from '../text/diff-tokens.ts';

const paragraph = (text: string, marks: Partial<Run> = {}): Block => ({
  kind: 'paragraph',
  runs: [{ text, ...marks }],
});
const { sender, ...facts } = noFacts();
const frozen = (change: Partial<CanonicalForm> = {}, ids: SideTable = []): Frozen => {
  const form: CanonicalForm = {
    format: 1,
    brief: { objective: [], audience: [], offer: [], keyMessages: [], tone: [], proof: [] },
    facts,
    sender,
    mergeFields: [],
    steps: [],
    ...change,
  };
  const json = canonicalText(form);
  return { form, json, digest: sha256(json), ids };
};
const step = (name: string) => ({
  channel: 'email' as const,
  day: 1,
  name,
  goal: '',
  variants: [{ name: 'A', share: 100, subject: 'Hello', preheader: '', body: [paragraph('Words.')] }],
});
const steps = (...names: string[]): Frozen =>
  frozen(
    { steps: names.map(step) },
    names.map((id) => ({ id, variants: ['A'] })),
  );

describe('tokens', () => {
  it('taken apart and put together again give either side, whatever they are', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const script = diffTokens(before, after);
        const old: string[] = [];
        const now: string[] = [];
        for (const { kind, from, to } of script) {
          const side = (kind === 'removed' ? before : after).slice(from, to);
          if (kind !== 'added') old.push(...side);
          if (kind !== 'removed') now.push(...side);
        }
        expect([old, now]).toEqual([before, after]);
      }),
    );
  });
  it('of two long texts with nothing in common end soon', () => {
    const side = (letter: string): string[] => Array.from({ length: 5_000 }, (_, index) => `${letter}${index}`);
    expect(diffTokens(side('a'), side('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});

describe('the word diff', () => {
  it('shows whole words, and marks as changes', () => {
    const { blocks, changes } = diffText([paragraph('within 24 hours, free')], [paragraph('within two days, free')]);
    expect(changes).toBe(2);
    expect(blocks).toHaveLength(1);
    expect(blocks[0]!.pieces.map(({ change, text }) => `${change}:${text}`)).toEqual([
      'same:within ',
      'removed:24',
      'added:two',
      'same: ',
      'removed:hours',
      'added:days',
      'same:, free',
    ]);
    expect(diffText([paragraph('free')], [paragraph('free', { bold: true })]).changes).toBe(1);
  });
  it('says of a block that became a heading what it was', () => {
    const { blocks } = diffText([paragraph('Title')], [{ kind: 'heading', level: 1, runs: [{ text: 'Title' }] }]);
    expect(blocks).toMatchObject([
      { change: 'changed', was: { kind: 'paragraph' }, shape: { kind: 'heading', level: 1 } },
    ]);
  });
  it('takes a merge tag as one word', () => {
    const { blocks } = diffText([paragraph('Hi {{first name | you}}')], [paragraph('Hi {{first name | there}}')]);
    expect(blocks[0]!.pieces.map(({ text }) => text)).toEqual([
      'Hi ',
      '{{first name | you}}',
      '{{first name | there}}',
    ]);
  });
});

it('takes a block for the same in whatever order its keys were written', () => {
  const item = { kind: 'item', list: 'bullet', indent: 0, runs: [{ text: 'One.' }] } as const;
  const readBack = JSON.parse(canonicalText([item])) as Block[];
  expect(diffText(readBack, [{ ...item, runs: [...item.runs] }]).changes).toBe(0);
});

describe('the diff of two versions', () => {
  it('is empty where the digests are equal, and names a part wherever they are not', () => {
    const name = fc.constantFrom('one', 'two', 'three');
    const some = fc.uniqueArray(name, { maxLength: 3 }).map((names) => steps(...names));
    fc.assert(
      fc.property(some, some, (before, after) => {
        expect(changedParts(diffVersions(before, after)).length === 0).toBe(before.digest === after.digest);
      }),
    );
  });
  it('tells moved steps, changed facts, and parts that came or went', () => {
    const moved = diffVersions(steps('one', 'two', 'three'), steps('three', 'one', 'two'));
    expect(changedParts(moved)).toEqual(['step/three']);
    expect(moved.find(({ part }) => part === 'step/three')!.values).toEqual([{ name: 'place', before: 3, after: 1 }]);
    const went = diffVersions(steps('one', 'two'), steps('two'));
    expect(went.filter(({ change }) => change === 'removed').map(({ part }) => part)).toEqual([
      'step/one',
      'step/one/A',
    ]);
    expect(countChanges(went)).toBe(2);
    const reach = { contacts: 5, firstBatch: 5 };
    const decided = diffVersions(frozen(), frozen({ facts: { ...facts, reach } }));
    expect(decided.find(({ part }) => part === 'fact/reach')).toMatchObject({
      change: 'changed',
      values: [{ after: reach }],
    });
  });
  it('with nothing before names every part that holds something', () => {
    expect(changedParts(diffVersions(null, steps('one')))).toEqual(['step/one', 'step/one/A']);
  });
});
