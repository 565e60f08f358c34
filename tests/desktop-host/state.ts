import type { Chromium } from './chromium.ts';

/** What was asked of the operating system, which this host does not have; tests read it through `host.records`. */
export type Records = {
  openExternal: string[];
  openPath: string[];
  protocolClients: string[];
  dialogs: { kind: string; options: unknown }[];
};

/** The one app of this process. */
export const state = {
  chromium: null as Chromium | null,
  switches: [] as string[],
  ready: false,
  quitting: false,
  exiting: false,
  records: { openExternal: [], openPath: [], protocolClients: [], dialogs: [] } as Records,
};

export const cdp = (): Chromium['cdp'] => {
  if (!state.chromium) throw new Error('desktop host: not before the app is ready');
  return state.chromium.cdp;
};
