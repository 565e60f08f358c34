import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { foundingUpdate } from '../../../domain/campaign/founding.ts';
import { addStep, addVariant, setStep, removeStep, textOf } from '../../../domain/campaign/sequence.ts';
import { rangesOf } from './clock-ranges.ts';
import { keptTexts } from './kept-texts.ts';
import { joinReceipts, unsentWords, watchMerge } from './receipt.ts';

let mine: Y.Doc;
let theirs: Y.Doc;
let unsent: Uint8Array[];
const start = (kind: 'brief' | 'copy', write: (doc: Y.Doc) => void) => {
  mine = new Y.Doc();
  theirs = new Y.Doc();
  unsent = [];
  Y.applyUpdate(theirs, foundingUpdate(kind));
  write(theirs);
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
  mine.on('update', (update: Uint8Array, origin) => {
    if (origin !== 'server') unsent.push(update);
  });
};
const offer = (doc: Y.Doc) => doc.getText('offer');
const insertAfter = (text: Y.Text, words: string, what: string) =>
  text.insert(text.toString().indexOf(words) + words.length, what);
const remove = (text: Y.Text, words: string) => text.delete(text.toString().indexOf(words), words.length);
const merge = (kind: 'brief' | 'copy' = 'brief') =>
  watchMerge(mine, kind, rangesOf(unsent), () => Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), 'server'));

describe('the brief', () => {
  beforeEach(() =>
    start('brief', (doc) => offer(doc).insert(1, 'We rent loggers for one year. You return them. That is all.')),
  );

  it('merged with nothing says nothing', () => {
    expect(merge()).toEqual({ theirs: [], lost: [] });
  });
  it('counts words that came and went, text by text', () => {
    insertAfter(offer(theirs), 'one year', ' or two');
    remove(offer(theirs), ' That is all.');
    theirs.getText('tone').insert(1, 'Plain.');
    expect(merge()).toEqual({
      theirs: [
        { text: 'brief/offer', added: 2, removed: 3 },
        { text: 'brief/tone', added: 1, removed: 0 },
      ],
      lost: [],
    });
  });
  it('gives back a sentence that I changed and somebody else deleted, as I had it', () => {
    insertAfter(offer(mine), 'return them', ' within a week');
    remove(offer(theirs), ' You return them.');
    expect(merge()).toEqual({
      theirs: [{ text: 'brief/offer', added: 0, removed: 3 }],
      lost: [{ text: 'brief/offer', words: 'You return them within a week.' }],
    });
    expect(offer(mine).toString()).toContain('within a week');
  });
  it('does so where they wrote another one in its place', () => {
    insertAfter(offer(mine), 'return them', ' within a week');
    remove(offer(theirs), ' You return them.');
    insertAfter(offer(theirs), 'one year.', ' We fetch them.');
    expect(merge().lost).toEqual([{ text: 'brief/offer', words: 'You return them within a week.' }]);
  });
  it('loses nothing where they deleted elsewhere than I wrote', () => {
    insertAfter(offer(mine), 'return them', ' within a week');
    remove(offer(theirs), 'We rent loggers ');
    expect(merge().lost).toEqual([]);
  });
  it('does not call words lost that I had deleted myself, or that the server had before', () => {
    remove(offer(mine), 'for one year');
    remove(offer(theirs), 'We rent loggers for one year.');
    expect(merge().lost).toEqual([]);
  });
  it('tells apart words of one run that the server has and has not', () => {
    insertAfter(offer(mine), 'That is all.', ' First.');
    unsent.length = 0;
    insertAfter(offer(mine), ' First.', ' Second.');
    expect(unsentWords(mine, 'brief', rangesOf(unsent))).toEqual([{ text: 'brief/offer', words: 'Second.' }]);
  });
  it('offers all of its words, blocks as lines, and no empty text', () => {
    offer(mine).insert(offer(mine).length, '\u2029Second.', { kind: 'paragraph' });
    const whole = 'We rent loggers for one year. You return them. That is all.\nSecond.';
    expect(keptTexts(mine, 'brief', { kind: 'all' })).toEqual([{ text: 'brief/offer', whole, lost: [whole] }]);
    expect(keptTexts(mine, 'brief', { kind: 'unsent', mine: rangesOf(unsent) })).toEqual([
      { text: 'brief/offer', whole, lost: ['Second.'] },
    ]);
  });
});

describe('the copy', () => {
  const body = 'step/s/v/body';
  beforeEach(() =>
    start('copy', (doc) => {
      addStep(doc, { id: 's', channel: 'email', day: 1, name: 'Hello' });
      addVariant(doc, 's', { id: 'v', name: 'A' });
    }),
  );

  it('gives back what I wrote into a step that somebody removed', () => {
    textOf(mine, body)!.insert(1, 'Dear reader,');
    removeStep(theirs, 's');
    expect(merge('copy')).toEqual({ theirs: [], lost: [{ text: body, words: 'Dear reader,' }] });
    expect(textOf(mine, body)!.toString()).toContain('Dear reader,');
  });
  it('does not give it back when I removed it', () => {
    textOf(mine, body)!.insert(1, 'Dear reader,');
    removeStep(mine, 's');
    setStep(theirs, 's', { name: 'Hi' });
    expect(merge('copy')).toEqual({ theirs: [], lost: [] });
  });
  it('counts the words of a step that is new', () => {
    addStep(theirs, { id: 't', channel: 'call', day: 2, name: 'Call' });
    addVariant(theirs, 't', { id: 'w', name: 'A' });
    textOf(theirs, 'step/t/w/body')!.insert(1, 'Good morning');
    expect(merge('copy').theirs).toEqual([{ text: 'step/t/w/body', added: 2, removed: 0 }]);
  });
});

it('joins a receipt nobody looked at with the next', () => {
  const older = { since: 'one', theirs: [{ text: 'a', added: 1, removed: 2 }], lost: [{ text: 'a', words: 'x' }] };
  const newer = {
    since: 'two',
    theirs: [
      { text: 'a', added: 1, removed: 0 },
      { text: 'b', added: 5, removed: 0 },
    ],
    lost: [{ text: 'b', words: 'y' }],
  };
  expect(joinReceipts(older, newer)).toEqual({
    since: 'one',
    theirs: [
      { text: 'a', added: 2, removed: 2 },
      { text: 'b', added: 5, removed: 0 },
    ],
    lost: [
      { text: 'a', words: 'x' },
      { text: 'b', words: 'y' },
    ],
  });
  expect(joinReceipts(null, newer)).toBe(newer);
});
