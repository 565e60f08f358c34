/** Puts `insert` in place of `from` up to `to` of the old text. */
export type Change = { from: number; to: number; insert: string };

const WORD = /\s*(?:[\p{L}\p{N}]+|[^\s\p{L}\p{N}])|\s+/gu;
/** Above this many comparisons only the common start and end are kept. */
const MOST = 250_000;

/** What changes, in words, from one text to another, from first to last. Words that stay are in no change. */
export const changedWords = (old: string, now: string): Change[] => {
  const a = old.match(WORD) ?? [];
  const b = now.match(WORD) ?? [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const was = a.slice(start, a.length - end);
  const is = b.slice(start, b.length - end);
  const kept = was.length * is.length > MOST ? [] : common(was, is);
  const changes: Change[] = [];
  let at = a.slice(0, start).join('').length;
  let [i, j] = [0, 0];
  for (const [x, y] of [...kept, [was.length, is.length] as const]) {
    const removed = was.slice(i, x).join('').length;
    const insert = is.slice(j, y).join('');
    if (removed > 0 || insert !== '') changes.push({ from: at, to: at + removed, insert });
    at += removed + (was[x]?.length ?? 0);
    [i, j] = [x + 1, y + 1];
  }
  return changes;
};

/** Longest common subsequence, as pairs of places. */
const common = (a: readonly string[], b: readonly string[]): (readonly [number, number])[] => {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;)
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  return pairs;
};
