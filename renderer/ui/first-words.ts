/** How long after it was asked for such code comes where no text is opened for writing, in ms. */
const NO_TEXT = 500;
/** How long until what did not come is asked for again, in ms. */
const AGAIN = 1000;
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
    for (;;)
      try {
        return await load();
      } catch {
        // The line went after the first words came: they go on being written, and this part comes when there is a line again.
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
  };
