import { eventually as polled } from '../eventually.ts';

/** Resolves once `is` holds; polls, and says what never came. */
export const eventually = (what: string, is: () => Promise<boolean> | boolean, patience = 15_000): Promise<void> =>
  polled(is, { what, patience });
