import { eventually as polled } from '../eventually.ts';

/** Resolves once `is` holds; polls, and says what never came. */
export const eventually = (what: string, is: () => Promise<boolean> | boolean, patience?: number): Promise<void> =>
  polled(is, patience === undefined ? { what } : { what, patience });
