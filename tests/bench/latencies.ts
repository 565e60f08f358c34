/** Hundredths of a millisecond up to two seconds; slower ones count as that. */
const STEPS = 200_000;

/** Times, kept as counts, so that millions of them cost nothing. */
export class Latencies {
  readonly #counts = new Uint32Array(STEPS + 1);
  #total = 0;

  take(milliseconds: number): void {
    this.#counts[Math.min(STEPS, Math.max(0, Math.round(milliseconds * 100)))]! += 1;
    this.#total += 1;
  }

  /** The time within which this share arrived, in ms. */
  within(share: number): number {
    let left = this.#total * share;
    for (let step = 0; step <= STEPS; step += 1) {
      left -= this.#counts[step]!;
      if (left <= 0) return step / 100;
    }
    return STEPS / 100;
  }
}
