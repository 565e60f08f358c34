import type { Dice } from './dice.ts';

/** Bytes at which number encodings change length, sign or meaning. */
const EDGES = [0, 1, 2, 3, 0x7e, 0x7f, 0x80, 0x81, 0xfe, 0xff];

/** A copy of one of the seeds with one to four things wrong: a bit, an edge byte, a cut, a gap, a doubling, or another's middle. */
export const mutated = (dice: Dice, seeds: readonly Uint8Array[]): Uint8Array => {
  let bytes = [...dice.pick(seeds)];
  for (let left = 1 + dice.upTo(4); left > 0; left -= 1) {
    const at = dice.upTo(bytes.length + 1);
    const run = 1 + dice.upTo(8);
    switch (dice.upTo(6)) {
      case 0:
        if (at < bytes.length) bytes[at] = bytes[at]! ^ (1 << dice.upTo(8));
        break;
      case 1:
        if (at < bytes.length) bytes[at] = dice.pick(EDGES);
        break;
      case 2:
        bytes = bytes.slice(0, at);
        break;
      case 3:
        bytes.splice(at, run);
        break;
      case 4:
        bytes.splice(at, 0, ...bytes.slice(at, at + run));
        break;
      default: {
        const other = dice.pick(seeds);
        const from = dice.upTo(other.length);
        bytes.splice(at, run, ...other.slice(from, from + run));
      }
    }
  }
  return Uint8Array.from(bytes);
};
