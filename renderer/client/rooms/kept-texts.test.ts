import { expect, it } from 'vitest';
import { comparedTexts, missingPassages } from './kept-texts.ts';

it.each([
  ['nothing where all of it stands', 'One two three.', 'One two three.', []],
  ['nothing where more stands', 'One two three.', 'Zero. One two and three.', []],
  ['what was written at the end', 'Kept. Lost. Unsent.', 'Kept.', ['Lost. Unsent.']],
  ['all of it where nothing stands', 'One two.', '', ['One two.']],
  [
    'two passages far apart, each by itself',
    'First lost. This long sentence stands in both of the texts. Last lost.',
    'This long sentence stands in both of the texts.',
    ['First lost.', 'Last lost.'],
  ],
  ['two passages that nearly touch as one', 'red and green wool', 'blue and grey wool', ['red and green']],
])('tells %s', (_, whole, standing, lost) => {
  expect(missingPassages(whole, standing)).toEqual(lost);
});

it('compares text by text, and leaves alone what was told before', () => {
  const kept = [
    { text: 'brief/tone', whole: 'Dry. Kind.', lost: null },
    { text: 'brief/offer', whole: 'Wool.', lost: null },
    { text: 'brief/proof', whole: 'Sent. Unsent.', lost: ['Unsent.'] },
  ];
  const standing = new Map([
    ['brief/tone', 'Dry.'],
    ['brief/proof', 'Sent. Unsent.'],
  ]);
  expect(comparedTexts(kept, standing).map(({ lost }) => lost)).toEqual([['Kind.'], ['Wool.'], ['Unsent.']]);
});
