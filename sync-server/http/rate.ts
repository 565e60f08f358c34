import { isIPv6 } from 'node:net';
import { HttpError } from './answer.ts';

/** Callers remembered at once; beyond, whoever was heard of longest ago is forgotten. */
const REMEMBERED = 10_000;

/**
 * A bucket per caller: `burst` at once, refilled at `perMinute`. Only for what is asked without a session. Whoever has one address of the
 * newer kind has a whole network of them, so those are counted by their network.
 */
export class Rate {
  readonly #buckets = new Map<string, { left: number; at: number }>();
  readonly #now: () => number;
  readonly #burst: number;
  readonly #perMinute: number;

  constructor(now: () => number, burst: number, perMinute: number) {
    this.#now = now;
    this.#burst = burst;
    this.#perMinute = perMinute;
  }

  take(address: string): void {
    if (!this.mayAsk(address))
      throw new HttpError(429, 'too often', 'That was asked too often. Wait a minute and try again.');
  }

  /** Counts one request of this caller; false where it was one too many. */
  mayAsk(address: string): boolean {
    const caller = networkOf(address);
    const now = this.#now();
    const bucket = this.#buckets.get(caller) ?? { left: this.#burst, at: now };
    // A clock that was set back refills nothing.
    const passed = Math.max(0, now - bucket.at);
    const left = Math.min(this.#burst, bucket.left + (passed / 60_000) * this.#perMinute);
    // Insertion order is order of last use; forgetting all at once would let a crowd reset everybody's count.
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { left: left < 1 ? left : left - 1, at: now });
    if (this.#buckets.size > REMEMBERED)
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest);
        break;
      }
    return left >= 1;
  }

  get remembered(): number {
    return this.#buckets.size;
  }
}

/** The /64 of a newer address, any other address as it is. */
export const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
};
