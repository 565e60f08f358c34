import { HttpError } from './answer.ts';

/** A bucket per address: `burst` at once, refilled at `perMinute`. Only for routes that need no session. */
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
    const now = this.#now();
    if (this.#buckets.size > 10_000) this.#buckets.clear();
    const bucket = this.#buckets.get(address) ?? { left: this.#burst, at: now };
    const left = Math.min(this.#burst, bucket.left + ((now - bucket.at) / 60_000) * this.#perMinute);
    if (left < 1) throw new HttpError(429, 'too often', 'That was asked too often. Wait a minute and try again.');
    this.#buckets.set(address, { left: left - 1, at: now });
  }
}
