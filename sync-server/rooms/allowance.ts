/** So much at once, and then one more every so many ms: what one connection may have the server do. */
export class Allowance {
  readonly #most: number;
  readonly #every: number;
  #left: number;
  #since: number;

  constructor(most: number, every: number, now: number) {
    this.#most = most;
    this.#every = every;
    this.#left = most;
    this.#since = now;
  }

  /** Whether it may have so much more; nothing is taken where it may not. */
  take(now: number, amount = 1): boolean {
    const more = Math.floor((now - this.#since) / this.#every);
    if (more > 0) {
      this.#left = Math.min(this.#most, this.#left + more);
      this.#since += more * this.#every;
    }
    if (this.#left < amount) return false;
    this.#left -= amount;
    return true;
  }
}
