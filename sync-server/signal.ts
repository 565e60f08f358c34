/** Those who want to hear of something. */
export class Signal<T extends unknown[] = []> {
  readonly #listeners = new Set<(...what: T) => void>();

  /** Returns its undo. */
  readonly listen = (listener: (...what: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(...what: T): void {
    for (const listener of this.#listeners) listener(...what);
  }
}
