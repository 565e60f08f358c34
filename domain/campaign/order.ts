/** Digits of an order key, in the order in which strings compare. */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const lowest = digits[0]!;

/** An order key never ends in the lowest digit, else nothing would fit before it. */
export const isOrderKey = (key: unknown): key is string =>
  typeof key === 'string' && key.length <= 400 && /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(key);

/**
 * A key that sorts after `before` and before `after` (null: no neighbour on that side); plain string comparison sorts keys.
 * Null when no key fits: the neighbours are equal, in the wrong order or not order keys, and whoever asks has to number anew.
 */
export const keyBetween = (before: string | null, after: string | null): string | null => {
  if (before !== null && !isOrderKey(before)) return null;
  if (after !== null && !isOrderKey(after)) return null;
  if (before !== null && after !== null && before >= after) return null;
  const key = between(before ?? '', after);
  return isOrderKey(key) ? key : null;
};

const between = (before: string, after: string | null): string => {
  if (after !== null) {
    let same = 0;
    while ((before[same] ?? lowest) === after[same]) same += 1;
    if (same > 0) return after.slice(0, same) + between(before.slice(same), after.slice(same));
  }
  const low = before === '' ? 0 : digits.indexOf(before[0]!);
  const high = after === null ? digits.length : digits.indexOf(after[0]!);
  if (high - low > 1) return digits[Math.round((low + high) / 2)]!;
  // Neighbouring digits: a longer `after` leaves room at its first digit alone, else the room is behind `before`.
  if (after !== null && after.length > 1) return after[0]!;
  return (before === '' ? lowest : before[0]!) + between(before.slice(1), null);
};

/** So many keys in ascending order, evenly spread. */
export const keysFor = (count: number): string[] => {
  let width = 1;
  while (digits.length ** width <= count + 1) width += 1;
  const gap = digits.length ** width / (count + 1);
  return Array.from({ length: count }, (_, index) => {
    let rest = Math.floor(gap * (index + 1));
    let key = '';
    for (let place = 0; place < width; place += 1) {
      key = digits[rest % digits.length]! + key;
      rest = Math.floor(rest / digits.length);
    }
    return key.replace(/0+$/, '');
  });
};
