import * as Y from 'yjs';

/** Items that are walked over in one judgement before lists are numbered instead, which costs as much as a few walks over all of them. */
const WALKED = 100_000;

/** Which of two items of a list stands first; asked any number of times, it takes time with the size of the lists alone. */
export class ListOrder {
  #walked = 0;
  readonly #numbered = new Map<Y.AbstractType<unknown>, Map<string | null, Map<Y.Item, number>>>();

  /** Items that were looked at. */
  get steps(): number {
    return this.#walked;
  }

  /** Whether one item stands before another of the same list. */
  isBefore(one: Y.Item, other: Y.Item): boolean {
    let at = one.right;
    for (; at !== null && this.#walked < WALKED; at = at.right) {
      this.#walked += 1;
      if (at === other) return true;
    }
    if (at === null) return false;
    const places = this.#places(one);
    const [first, second] = [places.get(one), places.get(other)];
    return first !== undefined && second !== undefined && first < second;
  }

  #places({ parent, parentSub: key }: Y.Item): Map<Y.Item, number> {
    if (!(parent instanceof Y.AbstractType)) return new Map();
    const lists = this.#numbered.get(parent) ?? new Map<string | null, Map<Y.Item, number>>();
    this.#numbered.set(parent, lists);
    const known = lists.get(key);
    if (known) return known;
    const places = new Map<Y.Item, number>();
    for (let item = firstOf(parent, key); item !== null; item = item.right) places.set(item, places.size);
    this.#walked += places.size;
    lists.set(key, places);
    return places;
  }
}

/** The first item of a type, or of those under one of its keys. `passed` is called for each that is walked over. */
export const firstOf = (
  { _start, _map }: Y.AbstractType<unknown>,
  key: string | null,
  passed: () => void = () => undefined,
): Y.Item | null => {
  if (key === null) return _start;
  let item = _map.get(key) ?? null;
  for (; item !== null && item.left !== null; item = item.left) passed();
  return item;
};
