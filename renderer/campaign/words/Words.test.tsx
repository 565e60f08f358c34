import { afterEach, expect, it } from 'vitest';
import { drawn } from '../../ui/drawn.ts';
import { ChangedWords } from './Words.tsx';

let page: Awaited<ReturnType<typeof drawn>>;
afterEach(() => page.remove());
const shown = async (before: string, after: string) => {
  page = await drawn(<ChangedWords before={before} after={after} />);
  return [...document.querySelectorAll('del, ins')].map((each) => `${each.tagName.toLowerCase()} ${each.textContent}`);
};

it('draws a small change word by word', async () => {
  expect(
    await shown(
      'It takes half a day, and the certificates come at once.',
      'It takes half a day, and the certificates come today.',
    ),
  ).toEqual(['del at once', 'ins today']);
});

it('draws two different texts whole, one after the other', async () => {
  expect(await shown('could you point me to them?', 'who should I ask instead?')).toEqual([
    'del could you point me to them?',
    'ins who should I ask instead?',
  ]);
  expect(await shown('half a day', 'a morning')).toEqual(['del half a day', 'ins a morning']);
});

it('draws nothing for a side without words', async () => {
  expect(await shown('half a day', '')).toEqual(['del half a day']);
  expect(await shown('', 'a morning')).toEqual(['ins a morning']);
});
