import * as Y from 'yjs';
import { commonWords, diceOf, uniqueWords, type Dice } from './dice.ts';
import { operate, operationNames, visible, type Kit, type OperationName, type Side } from './side.ts';

export type Form = 'unique' | 'common';
export type Outcome = {
  /** Characters that nobody removed and that are gone; and such as are there more often than anybody wrote them. */
  lost: number;
  doubled: number;
  /** The replicas show different texts, or an editor shows another text than its Yjs types hold. */
  differ: boolean;
  disagrees: boolean;
};

type Counts = Map<string, number>;
const countsOf = (text: string): Counts => {
  const counts: Counts = new Map();
  for (const character of text.replace(/[\s\u2029{}]/g, '')) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
};
const held = (counts: Counts, character: string): number => counts.get(character) ?? 0;

/** What one side did: its text at the end, and how often each character came and went on the way. */
type Diary = { end: Counts; came: Counts; went: Counts };

const live = (
  side: Side,
  kit: Kit,
  todo: readonly OperationName[],
  dice: Dice,
  words: ReturnType<typeof uniqueWords>,
): Diary => {
  const came: Counts = new Map();
  const went: Counts = new Map();
  let before = countsOf(visible(side.state.doc));
  for (const name of todo) {
    operate(name, side, kit, dice, words);
    const after = countsOf(visible(side.state.doc));
    for (const character of new Set([...before.keys(), ...after.keys()])) {
      const change = held(after, character) - held(before, character);
      const book = change > 0 ? came : went;
      if (change !== 0) book.set(character, held(book, character) + Math.abs(change));
    }
    before = after;
  }
  return { end: before, came, went };
};

/** Two offline editors, each with its own operations, then merged. A seed names a trial. */
export const trial = (
  kit: Kit,
  form: Form,
  seed: number,
  [first, second]: readonly [readonly OperationName[], readonly OperationName[]],
): Outcome => {
  const dice = diceOf(seed);
  const words = form === 'unique' ? uniqueWords() : commonWords(dice);
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  a.clientID = 1;
  kit.found(a, words);
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  const clients = [1000 + dice.upTo(1e6), 2_000_000 + dice.upTo(1e6)];
  if (dice.chance(0.5)) clients.reverse();
  [a.clientID, b.clientID] = clients as [number, number];
  const sides = [kit.open(a), kit.open(b)] as const;
  const base = countsOf(visible(sides[0].state.doc));
  const diaries = [live(sides[0], kit, first, dice, words), live(sides[1], kit, second, dice, words)] as const;
  const updates = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)] as const;
  Y.applyUpdate(a, updates[1], 'net');
  Y.applyUpdate(b, updates[0], 'net');
  const texts = sides.map((side) => visible(side.state.doc));
  const outcome: Outcome = {
    ...(form === 'unique' ? judgeTokens : judgeCounts)(base, diaries, countsOf(texts[0]!)),
    differ: texts[0] !== texts[1] || !sides[0].state.doc.eq(sides[1].state.doc),
    disagrees: !sides.every((side) => side.agrees()),
  };
  for (const side of sides) side.close();
  return outcome;
};

type Judge = (base: Counts, diaries: readonly [Diary, Diary], merged: Counts) => { lost: number; doubled: number };

/** Every character is its own token: it must be there unless a side that had it has it no more. */
const judgeTokens: Judge = (base, diaries, merged) => {
  let [lost, doubled] = [0, 0];
  const all = new Set([...base.keys(), ...diaries.flatMap(({ came }) => [...came.keys()])]);
  for (const character of all) {
    const keepers = diaries.map(({ came, end }) => !(base.has(character) || came.has(character)) || end.has(character));
    const most = Math.max(1, ...diaries.map(({ end }) => held(end, character)));
    if (keepers.every(Boolean) && !merged.has(character)) lost += 1;
    if (held(merged, character) > most) doubled += 1;
  }
  return { lost, doubled };
};

/** Characters are alike: the merge holds at least what is left after all removals, and at most what is left when they coincide. */
const judgeCounts: Judge = (base, [a, b], merged) => {
  let [lost, doubled] = [0, 0];
  for (const character of new Set([...base.keys(), ...a.came.keys(), ...b.came.keys(), ...merged.keys()])) {
    const came = held(base, character) + held(a.came, character) + held(b.came, character);
    const [wentA, wentB] = [held(a.went, character), held(b.went, character)];
    const is = held(merged, character);
    lost += Math.max(0, came - wentA - wentB - is);
    doubled += Math.max(0, is - (came - Math.max(wentA, wentB)));
  }
  return { lost, doubled };
};

export type Sum = {
  trials: number;
  lost: number;
  doubled: number;
  differ: number;
  disagrees: number;
  thrown: number;
  seeds: number[];
};
export const newSum = (): Sum => ({ trials: 0, lost: 0, doubled: 0, differ: 0, disagrees: 0, thrown: 0, seeds: [] });

const count = (sum: Sum, seed: number, run: () => Outcome): void => {
  sum.trials += 1;
  try {
    const { lost, doubled, differ, disagrees } = run();
    sum.lost += Number(lost > 0);
    sum.doubled += Number(doubled > 0);
    sum.differ += Number(differ);
    sum.disagrees += Number(disagrees);
    if (lost > 0 || doubled > 0 || differ || disagrees) sum.seeds.push(seed);
  } catch {
    sum.thrown += 1;
    sum.seeds.push(seed);
  }
};

const shuffled = (dice: Dice, todo: OperationName[]): OperationName[] => {
  for (let k = todo.length - 1; k > 0; k -= 1) {
    const other = dice.upTo(k + 1);
    [todo[k], todo[other]] = [todo[other]!, todo[k]!];
  }
  return todo;
};

/** A side does what its operation is about twice, and types three times. */
export const pairOf = (seed: number, first: OperationName, second: OperationName) => {
  const dice = diceOf(seed ^ 0x5eed);
  const side = (name: OperationName): OperationName[] => shuffled(dice, ['type', 'type', 'type', name, name]);
  return [side(first), side(second)] as const;
};
export const mixedOf = (seed: number) => {
  const dice = diceOf(seed ^ 0x5eed);
  const side = (): OperationName[] => Array.from({ length: 5 }, () => dice.pick(operationNames));
  return [side(), side()] as const;
};

/** All pairs of operations, both ways round in turn, `each` trials a pair. */
export const runPairs = (kit: Kit, form: Form, each: number): Sum => {
  const sum = newSum();
  operationNames.forEach((first, i) =>
    operationNames.slice(i).forEach((second, j) => {
      for (let n = 0; n < each; n += 1) {
        const seed = ((i * 100 + i + j) * 1000 + n) * 2 + Number(form === 'common');
        const todo = n % 2 === 0 ? pairOf(seed, first, second) : pairOf(seed, second, first);
        count(sum, seed, () => trial(kit, form, seed, todo));
      }
    }),
  );
  return sum;
};
export const runMixed = (kit: Kit, form: Form, trials: number): Sum => {
  const sum = newSum();
  for (let n = 0; n < trials; n += 1) {
    const seed = 900_000_000 + n;
    count(sum, seed, () => trial(kit, form, seed, mixedOf(seed)));
  }
  return sum;
};
