const FIRST = 400;
const LONGEST = 20_000;

/** How long to wait before the next try, in ms: longer each time, and never the same for everybody whose server came back. */
export const waitBefore = (attempt: number, random: () => number = Math.random): number =>
  Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 16)) * (0.5 + random() / 2);

/** Waits that can be cut short, all at once: a line that came back, or an end. */
export const alarm = () => {
  const sleepers = new Set<() => void>();
  return {
    /** Resolves after so many ms, or sooner when woken. */
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const rise = () => {
          clearTimeout(timer);
          sleepers.delete(rise);
          resolve();
        };
        const timer = setTimeout(rise, ms);
        sleepers.add(rise);
      }),
    wake: (): void => {
      for (const rise of sleepers) rise();
    },
  };
};
