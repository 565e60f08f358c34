/** A stretch of one or of both sides; `from` and `to` count tokens of `before` (same, removed) or `after` (added). */
export type Change = { kind: 'same' | 'added' | 'removed'; from: number; to: number };

/** Beyond this many edits the middle is told as removed and added whole: nobody reads a finer diff of two different texts. */
const MOST_EDITS = 800;

/**
 * Shortest edit script between two lists of tokens (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
 * Removed stretches come before added ones at the same place; in `same` the positions are those of `after`.
 */
export const diffTokens = (before: readonly string[], after: readonly string[]): Change[] => {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const oldMiddle = before.slice(start, before.length - end);
  const newMiddle = after.slice(start, after.length - end);
  const kept = matches(oldMiddle, newMiddle);
  const changes: Change[] = [];
  const push = (kind: Change['kind'], from: number, to: number): void => {
    if (from === to) return;
    const last = changes.at(-1);
    if (last?.kind === kind && last.to === from) last.to = to;
    else changes.push({ kind, from, to });
  };
  push('same', 0, start);
  let [left, right] = [0, 0];
  for (const [x, y] of [...kept, [oldMiddle.length, newMiddle.length] as const]) {
    push('removed', start + left, start + x);
    push('added', start + right, start + y);
    if (x < oldMiddle.length) push('same', start + y, start + y + 1);
    [left, right] = [x + 1, y + 1];
  }
  push('same', after.length - end, after.length);
  return changes;
};

/** Pairs of positions that are kept, ascending. */
const matches = (before: readonly string[], after: readonly string[]): (readonly [number, number])[] => {
  const most = Math.min(before.length + after.length, MOST_EDITS);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = goesDown(furthest, diagonal, edits);
      let x = down ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before.length, after.length);
    }
  }
  return [];
};

const goesDown = (furthest: Map<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits ||
  (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1));

const walkBack = (trace: Map<number, number>[], width: number, height: number): (readonly [number, number])[] => {
  const kept: (readonly [number, number])[] = [];
  let [x, y] = [width, height];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const furthest = trace[edits]!;
    const diagonal = x - y;
    const down = goesDown(furthest, diagonal, edits);
    const previous = down ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (furthest.get(previous) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return kept.reverse();
};
