/** Letters without case and accents, so that `kovac` finds Kovač. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase();

export type Range = readonly [from: number, to: number];

/**
 * Every word of the query must stand in the text. Lower is better: words that begin where words of the text begin, and early.
 * Null where one is missing. An empty query matches everything alike.
 */
export const score = (query: string, text: string): number | null => scoreOf(wordsOf(query), plain(text));

/** The words of a query, and a score where both sides are plain already: for texts that are searched again with every key. */
export const wordsOf = (query: string): string[] => plain(query).split(/\s+/).filter(Boolean);
export const scoreOf = (words: readonly string[], within: string): number | null => {
  let total = 0;
  for (const word of words) {
    const at = within.indexOf(word);
    if (at < 0) return null;
    const starts = at === 0 || /[^\p{L}\p{N}]/u.test(within[at - 1] ?? ' ');
    total += at + (starts ? 0 : 100);
  }
  return total;
};

/** So much of a text stands before the first word that was found, at most. */
const BEFORE = 30;
/** A text from shortly before the first of these words, so that a line too short for all of it shows what was found. */
export const excerpt = (words: readonly string[], text: string): string => {
  const within = plain(text);
  const at = Math.min(...words.map((word) => within.indexOf(word)).filter((each) => each >= 0));
  if (within.length !== text.length || !(at > BEFORE && at < Infinity)) return text;
  return `… ${text.slice(text.indexOf(' ', at - BEFORE) + 1)}`;
};

/** Where the query's words stand in the text, for drawing them strong; in order and without overlaps. */
export const ranges = (query: string, text: string): Range[] => {
  // Taking accents away can change the length; then nothing is drawn strong rather than the wrong letters.
  const within = plain(text);
  if (within.length !== text.length) return [];
  const found = plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .map((word): Range => {
      const at = within.indexOf(word);
      return [at, at + word.length];
    })
    .filter(([from]) => from >= 0)
    .toSorted(([one], [other]) => one - other);
  const kept: Range[] = [];
  for (const range of found) if (range[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(range);
  return kept;
};
