import { isUtf8 } from 'node:buffer';

/** Kind of a struct's content: text. */
const STRING = 4;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const NONE = -1;
/** As `checkUpdate` has it: beyond these, the slow judgement says why. */
const MAX_CLOCK = 2 ** 31;
const MAX_CLIENT = 2 ** 32 - 1;

/**
 * An update that holds one insertion of plain text and nothing else, which is what a person who types sends. Read from the bytes without
 * Yjs, since it is nearly all of the traffic. Whether it may enter the room is not said here.
 */
export type Insertion = {
  client: number;
  clock: number;
  /** The client's clock after it. */
  next: number;
  /** It stands directly behind what its client wrote last. */
  continues: boolean;
  /** Its right neighbour when it was written; -1 where there was none. */
  rightClient: number;
  rightClock: number;
  /** The struct up to its text, and the text, as UTF-8. */
  head: Uint8Array;
  text: Uint8Array;
};

let at = 0;
/** A varUint in its shortest form, or -1. */
const uint = (bytes: Uint8Array): number => {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[at++];
    if (byte === undefined) return NONE;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return byte === 0 && scale > 1 ? NONE : value;
    scale *= 128;
    if (scale > 2 ** 42) return NONE;
  }
};

/** Null for everything else, however sound: Yjs judges that. */
export const scanInsertion = (bytes: Uint8Array): Insertion | null => {
  // One client, one struct.
  if (bytes[0] !== 1 || bytes[1] !== 1) return null;
  at = 2;
  const client = uint(bytes);
  const clock = uint(bytes);
  const headAt = at;
  const info = bytes[at++];
  if (info === undefined || (info & 0x3f) !== STRING || (info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) return null;
  let continues = false;
  if (info & HAS_ORIGIN) {
    const originClient = uint(bytes);
    const originClock = uint(bytes);
    if (originClient === NONE || originClock === NONE) return null;
    continues = originClient === client && originClock === clock - 1;
  }
  let rightClient = NONE;
  let rightClock = NONE;
  if (info & HAS_RIGHT_ORIGIN) {
    rightClient = uint(bytes);
    rightClock = uint(bytes);
    if (rightClient === NONE || rightClock === NONE) return null;
  }
  const textAt = at;
  const length = uint(bytes);
  const from = at;
  // Then the delete set, which is empty, and the end.
  if (length < 1 || from + length + 1 !== bytes.length || bytes[from + length] !== 0) return null;
  const text = bytes.subarray(from, from + length);
  const units = lengthOf(text);
  if (client < 0 || client > MAX_CLIENT || clock < 0 || clock + units > MAX_CLOCK || units === NONE) return null;
  const head = bytes.subarray(headAt, textAt);
  return { client, clock, next: clock + units, continues, rightClient, rightClock, head, text };
};

/** UTF-16 units, which Yjs counts in, of UTF-8; -1 where it is none. */
const lengthOf = (text: Uint8Array): number => {
  let units = text.length;
  let ascii = true;
  for (const byte of text) {
    if (byte < 0x80) continue;
    ascii = false;
    if ((byte & 0xc0) === 0x80) units--;
    else if (byte >= 0xf0) units++;
  }
  return ascii || isUtf8(text) ? units : NONE;
};
