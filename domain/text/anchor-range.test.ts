import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Anchor } from '../discussion/anchor.ts';
import { makeAnchor, replaceRange, resolveAnchor } from './anchor-range.ts';
import { readBlocks } from './read.ts';
import { changedWords } from './word-diff.ts';
import { writeBlocks } from './write.ts';

const ID = 'brief/offer';
const quote = 'Our renewal offer ends Friday.';
const made = () => {
  const text = new Y.Doc().getText('offer');
  writeBlocks(text, [
    { kind: 'paragraph', runs: [{ text: 'Before it. ' }, { text: quote, bold: true }, { text: ' After.' }] },
    { kind: 'item', list: 'bullet', indent: 0, runs: [{ text: 'Second block here.' }] },
  ]);
  return { text, from: text.toJSON().indexOf(quote) };
};
const words = (text: Y.Text): string => text.toJSON().slice(1);
const after = (act: (text: Y.Text, from: number) => void) => {
  const { text, from } = made();
  const anchor = makeAnchor(text, ID, from, from + quote.length);
  act(text, from);
  const found = resolveAnchor(text, anchor);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc!));
  expect(resolveAnchor(other.getText('offer'), anchor)).toEqual(found);
  return found && `${found.how}: ${text.toJSON().slice(found.from, found.to)}`;
};

describe('an anchor', () => {
  it('fits the command that carries it', () => {
    const { text } = made();
    const anchor = makeAnchor(text, ID, 1, text.length);
    expect(Anchor.parse(anchor)).toEqual(anchor);
    expect(anchor.quote).toContain('After.\nSecond');
    text.insert(5, 'long 😀'.repeat(1000));
    const long = makeAnchor(text, ID, 1, text.length);
    expect(Anchor.parse(long).quote.isWellFormed()).toBe(true);
    expect(resolveAnchor(text, long)).toMatchObject({ how: 'exact', to: text.length });
  });

  it('follows its words', () => {
    expect(after((text) => text.insert(3, 'XX '))).toBe(`exact: ${quote}`);
    expect(after((text, from) => text.insert(from, 'XX '))).toBe(`exact: ${quote}`);
    expect(after((text, from) => text.insert(from + quote.length, ' XX'))).toBe(`exact: ${quote}`);
    expect(after((text, from) => text.insert(from + 4, 'big '))).toBe('edited: Our big renewal offer ends Friday.');
    expect(after((text, from) => text.insert(from + 4, '\u2029', { kind: 'paragraph' }))).toMatch(/^edited/);
    expect(after((text) => text.format(0, 1, { kind: 'heading', level: 1 }))).toBe(`exact: ${quote}`);
  });

  it('finds them again after cut and paste, and says when they are gone', () => {
    expect(
      after((text, from) => {
        text.delete(from, quote.length);
        text.insert(text.length, ` ${quote}`);
      }),
    ).toBe(`moved: ${quote}`);
    expect(after((text, from) => text.delete(from, quote.length))).toBeNull();
    expect(
      after((text, from) => {
        text.delete(from, quote.length - 1);
        text.insert(from, 'Something else entirely');
      }),
    ).toBe('edited: .');
  });

  it('is null or a range for any anchor a client could send', () => {
    const { text } = made();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.string({ maxLength: 5 }), (bytes, some) => {
        const position = Buffer.from(bytes).toString('base64');
        const anchor = { text: ID, start: position, end: position, quote: some, before: some, after: some } as const;
        const found = resolveAnchor(text, anchor);
        expect(found?.to ?? 0).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('replacing a range', () => {
  it('touches only what changes, keeps the marks, and takes the thread along', () => {
    const { text, from } = made();
    const anchor = makeAnchor(text, ID, from, from + quote.length);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc!));
    other.getText('offer').insert(from + 'Our renewal'.length, ' (typed meanwhile)');
    replaceRange(text, { from, to: from + quote.length }, 'The renewal offer ends on Monday.');
    expect(readBlocks(text)[0]!.runs[1]).toEqual({ text: 'The renewal offer ends on Monday.', bold: true });
    Y.applyUpdate(text.doc!, Y.encodeStateAsUpdate(other));
    expect(words(text)).toContain('The renewal (typed meanwhile) offer ends on Monday. After.');
    expect(resolveAnchor(text, anchor)).toMatchObject({ how: 'edited', from });
    const whole = made();
    const all = makeAnchor(whole.text, ID, whole.from, whole.from + quote.length);
    replaceRange(whole.text, { from: whole.from, to: whole.from + quote.length }, 'Nothing alike');
    const found = resolveAnchor(whole.text, all)!;
    expect(whole.text.toJSON().slice(found.from, found.to)).toBe('Nothing alike');
  });

  it('comes to exactly the words asked for, keeps block starts that stay, and never takes the first', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', '😀'), maxLength: 12 });
    fc.assert(
      fc.property(letters, letters, letters, (before, old, now) => {
        const text = new Y.Doc().getText('t');
        text.insert(0, `\u2029${before}${old}!`);
        replaceRange(text, { from: 1 + before.length, to: 1 + before.length + old.length }, now);
        expect(text.toJSON()).toBe(`\u2029${before}${now}!`);
      }),
    );
    const { text } = made();
    replaceRange(text, { from: 0, to: text.length }, 'One.\nSecond block there.');
    expect(readBlocks(text).map(({ kind }) => kind)).toEqual(['paragraph', 'item']);
  });

  it('finds the words that change', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 9 }), fc.lorem({ maxCount: 9 }), (old, now) => {
        let changed = old;
        for (const { from, to, insert } of changedWords(old, now).toReversed())
          changed = changed.slice(0, from) + insert + changed.slice(to);
        expect(changed).toBe(now);
      }),
    );
  });
});
