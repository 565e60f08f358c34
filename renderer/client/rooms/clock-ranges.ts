import * as Y from 'yjs';

/** Half-open: the clock `to` is not in it any more. */
type Range = { from: number; to: number };

/**
 * Which characters of a document somebody's updates brought: ranges of clocks per Yjs client id, ascending, and no two of one client
 * touch. So a week of typing is one range, and looking a clock up is a binary search.
 */
export type ClockRanges = ReadonlyMap<number, readonly Range[]>;

/** The structs in these updates, in whatever order they come. Throws where one cannot be decoded. */
export const rangesOf = (updates: Iterable<Uint8Array>): ClockRanges => {
  const found = new Map<number, Range[]>();
  for (const update of updates)
    for (const { id, length } of Y.decodeUpdate(update).structs) {
      const ranges = found.get(id.client) ?? [];
      found.set(id.client, ranges);
      const last = ranges.at(-1);
      if (last?.to === id.clock) last.to += length;
      else ranges.push({ from: id.clock, to: id.clock + length });
    }
  return new Map([...found].map(([client, ranges]) => [client, joined(ranges)]));
};

/** Cuts the run of `length` clocks that begins at `clock` where it enters or leaves the ranges; `from` and `to` count from its beginning. */
export const piecesOf = (
  ranges: ClockRanges,
  client: number,
  clock: number,
  length: number,
): (Range & { inside: boolean })[] => {
  const known = ranges.get(client) ?? [];
  const pieces: (Range & { inside: boolean })[] = [];
  let at = 0;
  for (let index = firstAfter(known, clock); at < length; index += 1) {
    const next = known[index];
    const from = next ? Math.min(length, Math.max(at, next.from - clock)) : length;
    if (from > at) pieces.push({ from: at, to: from, inside: false });
    at = next ? Math.min(length, next.to - clock) : length;
    if (at > from) pieces.push({ from, to: at, inside: true });
  }
  return pieces;
};

/** Whether every clock of `inner` is in `outer`, too. */
export const covers = (outer: ClockRanges, inner: ClockRanges): boolean =>
  [...inner].every(([client, ranges]) =>
    ranges.every(({ from, to }) => piecesOf(outer, client, from, to - from).every(({ inside }) => inside)),
  );

const joined = (ranges: Range[]): Range[] => {
  const apart: Range[] = [];
  for (const { from, to } of ranges.toSorted((one, other) => one.from - other.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart;
};

/** Index of the first range that ends after a clock; as many as there are where none does. */
const firstAfter = (ranges: readonly Range[], clock: number): number => {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.to > clock) high = middle;
    else low = middle + 1;
  }
  return low;
};
