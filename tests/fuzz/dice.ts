/** Repeatable chance (mulberry32): a seed names a trial. */
export type Dice = {
  upTo: (sides: number) => number;
  chance: (of: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
};

export const diceOf = (seed: number): Dice => {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (sides: number): number => Math.floor(next() * sides);
  return { upTo, chance: (of) => next() < of, pick: (from) => from[upTo(from.length)]! };
};

/** Where words come from: every character another one, so that it is its own token; or words that are everywhere. */
export type Words = { word: () => string; letter: () => string };
export const uniqueWords = (): Words => {
  let next = 0x4e00;
  const letter = (): string => String.fromCharCode(next++);
  return { word: () => letter() + letter(), letter };
};
export const commonWords = (dice: Dice): Words => {
  const words = ['the', 'offer', 'and', 'a', 'aa', 'aaa', 'ab', 'aba', 'renewal', 'Monday', 'no', 'on', 'on on'];
  return { word: () => dice.pick(words), letter: () => dice.pick(['a', 'b', 'n']) };
};
