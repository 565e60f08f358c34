const FIRST = 400;
const LONGEST = 20_000;

/** How long to wait before the next try, in ms: longer each time, and never the same for everybody whose server came back. */
export const waitBefore = (attempt: number, random: () => number = Math.random): number =>
  Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 16)) * (0.5 + random() / 2);

/** A wait that can be cut short. */
export const alarm = () => {
  let wake: (() => void) | null = null;
  return {
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => wake?.(), ms);
        wake = () => {
          clearTimeout(timer);
          wake = null;
          resolve();
        };
      }),
    wake: () => wake?.(),
  };
};
export type Alarm = ReturnType<typeof alarm>;
