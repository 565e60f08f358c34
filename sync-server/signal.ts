/**
 * Announces something to whoever listens, in the order in which they began to. What a listener throws goes to `onError` and keeps no
 * other from hearing, nor does it reach whoever announces: what is announced has already happened.
 */
export class Signal<T extends unknown[] = []> {
  readonly #listeners = new Set<(...what: T) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Returns its undo. */
  readonly listen = (listener: (...what: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(...what: T): void {
    for (const listener of this.#listeners)
      try {
        listener(...what);
      } catch (error) {
        this.#onError(error);
      }
  }
}
