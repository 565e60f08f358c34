/** Time that passes only when it is told to. What is due happens in order; at the same moment, in the order in which it was planned. */
export class World {
  now = Date.UTC(2026, 10, 25);
  readonly #due: { at: number; work: () => void }[] = [];

  after(ms: number, work: () => void): void {
    const at = this.now + ms;
    let low = 0;
    let high = this.#due.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#due[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, { at, work });
  }

  pass(ms: number): void {
    const until = this.now + ms;
    for (let next = this.#due[0]; next && next.at <= until; next = this.#due[0]) {
      this.#due.shift();
      this.now = next.at;
      next.work();
    }
    this.now = until;
  }
}
