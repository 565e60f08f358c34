/** Something that collects what it has to send until it is flushed. */
type Flushed = { flush: () => void };

/** Connections with something to send, each flushed once when what runs now is through: a socket is written to once a turn. */
export class FlushQueue {
  #waiting: Flushed[] = [];

  /** `flush` is called soon; once, however often this is. */
  soon(one: Flushed): void {
    if (this.#waiting.push(one) === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const flushed = this.#waiting;
    this.#waiting = [];
    for (const one of flushed) one.flush();
  }
}
