/** How long after it was asked for such code comes where no text is opened for writing, in ms. */
const NO_TEXT = 500;
const canBeTyped = Promise.withResolvers<void>();

/** Told by every editor that opens. Only what comes after the next picture is out of its way. */
export const firstWordsCanBeTyped = (): void => {
  requestAnimationFrame(() => setTimeout(canBeTyped.resolve));
};

/**
 * Fetches code that stands on the first screen and that nobody needs in order to write: after the first words can be typed, so that a slow
 * line carries what those need before it.
 */
export const afterFirstWords =
  <T>(load: () => Promise<T>): (() => Promise<T>) =>
  async () => {
    if (import.meta.env.PROD)
      await Promise.race([canBeTyped.promise, new Promise((resolve) => setTimeout(resolve, NO_TEXT))]);
    return load();
  };
