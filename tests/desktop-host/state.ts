import type { Chromium } from './chromium.ts';

/**
 * `HOST_AS=electron`: tests are given what the real binary would give them and no more, on a machine without a keychain. What passes
 * like this does not lean on the double.
 */
export const likeElectron = process.env['HOST_AS'] === 'electron';

/** The one app of this process. */
export const state = {
  chromium: null as Chromium | null,
  switches: [] as string[],
  ready: false,
  quitting: false,
  exiting: false,
};

export const cdp = (): Chromium['cdp'] => {
  if (!state.chromium) throw new Error('desktop host: not before the app is ready');
  return state.chromium.cdp;
};
