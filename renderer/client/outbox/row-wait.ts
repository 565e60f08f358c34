/** How long a decided command may take to come back as a row, in ms. A screen that waits for it is told then all the same. */
const PATIENCE = 5_000;

/** Who waits for rows of the feed, so that a screen shows what it is told. */
export class RowWait {
  readonly #number: () => number;
  readonly #waiting = new Set<{ number: number; come: () => void }>();

  /** `number`: that of the last row this laptop has. */
  constructor(number: () => number) {
    this.#number = number;
  }

  /** Resolves once the row of that number is here, or after a while without it. */
  until(number: number): Promise<void> {
    if (this.#number() >= number) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = {
        number,
        come: () => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          resolve();
        },
      };
      const timer = setTimeout(waiting.come, PATIENCE);
      this.#waiting.add(waiting);
    });
  }

  rowsCame(): void {
    const here = this.#number();
    for (const { number, come } of this.#waiting) if (here >= number) come();
  }

  /** Numbers that were told mean nothing any more: the server was put back. */
  giveUp(): void {
    for (const { come } of this.#waiting) come();
  }
}
