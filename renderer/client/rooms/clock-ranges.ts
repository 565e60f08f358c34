import * as Y from 'yjs';

/** Clocks per Yjs client id, as half-open ranges: which characters of a document somebody's updates brought. */
export type ClockRanges = Map<number, { from: number; to: number }[]>;

export const rangesOf = (updates: Iterable<Uint8Array>): ClockRanges => {
  const ranges: ClockRanges = new Map();
  for (const update of updates)
    for (const { id, length } of Y.decodeUpdate(update).structs) {
      const known = ranges.get(id.client);
      const range = { from: id.clock, to: id.clock + length };
      if (known) known.push(range);
      else ranges.set(id.client, [range]);
    }
  return ranges;
};

export const isWithin = (ranges: ClockRanges, client: number, clock: number): boolean =>
  ranges.get(client)?.some(({ from, to }) => clock >= from && clock < to) ?? false;
