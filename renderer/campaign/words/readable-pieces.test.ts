import { expect, it } from 'vitest';
import { diffText } from '../../../domain/canonical/diff-text.ts';
import { readablePieces } from './readable-pieces.ts';

const told = (before: string, after: string): string[] => {
  const block = (text: string) => [{ kind: 'paragraph' as const, runs: [{ text }] }];
  const pieces = diffText(block(before), block(after)).blocks.flatMap((each) => each.pieces);
  const merged: string[] = [];
  for (const { change, text } of readablePieces(pieces)) {
    const sign = { same: ' ', removed: '-', added: '+' }[change];
    if (merged.at(-1)?.startsWith(sign)) merged[merged.length - 1] += text;
    else merged.push(sign + text);
  }
  return merged;
};

it('tells what went whole, then what came whole', () => {
  expect(told('It takes half a day, no more.', 'It takes one short morning, no more.')).toEqual([
    ' It takes ',
    '-half a day',
    '+one short morning',
    ' , no more.',
  ]);
});

it('keeps changes apart that words stand between', () => {
  expect(told('on 22 May and the price', 'on 29 May and a price')).toEqual([
    ' on ',
    '-22',
    '+29',
    '  May and ',
    '-the',
    '+a',
    '  price',
  ]);
});

it('loses no character of either side', () => {
  for (const [before, after] of [
    ['a b c d', 'x b y d z'],
    ['', 'one, two'],
    ['one, two', ''],
    ['same', 'same'],
    ['“Yes.” No?', 'Yes: “no”.'],
  ] as const) {
    const side = (sign: string) =>
      told(before, after)
        .filter((each) => each.startsWith(' ') || each.startsWith(sign))
        .map((each) => each.slice(1))
        .join('');
    expect([side('-'), side('+')]).toEqual([before, after]);
  }
});
