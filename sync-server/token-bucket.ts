/**
 * Token bucket: `size` at once, refilled by one every `every` ms. Time comes from a clock that only grows: one that is set would give
 * everything at once, or nothing for as long as it was set back.
 */
export class TokenBucket {
  readonly #size: number;
  readonly #every: number;
  #left: number;
  #since: number;

  constructor(size: number, every: number, now: number) {
    this.#size = size;
    this.#every = every;
    this.#left = size;
    this.#since = now;
  }

  /** Takes so many; false, and nothing is taken, where there are fewer. */
  take(now: number, amount = 1): boolean {
    this.#refill(now);
    if (this.#left < amount) return false;
    this.#left -= amount;
    return true;
  }

  /** Takes so many, whether there are or not: what was done already has to be paid for. */
  spend(now: number, amount: number): void {
    this.#refill(now);
    this.#left -= amount;
  }

  /** Takes no more than there are. */
  spendAtMost(now: number, amount: number): void {
    this.#refill(now);
    this.#left -= Math.min(amount, Math.max(0, this.#left));
  }

  /** Ms until nothing is owed any more; 0 where nothing is. */
  wait(now: number): number {
    this.#refill(now);
    return this.#left >= 0 ? 0 : Math.ceil(-this.#left * this.#every);
  }

  isFull(now: number): boolean {
    this.#refill(now);
    return this.#left >= this.#size;
  }

  #refill(now: number): void {
    const more = Math.floor((now - this.#since) / this.#every);
    if (more <= 0) return;
    this.#left = Math.min(this.#size, this.#left + more);
    this.#since += more * this.#every;
  }
}
