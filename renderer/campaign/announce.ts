import { create } from 'zustand';

/** What a screen reader is told beside what is drawn; the newest sentence, politely. */
export const useAnnounced = create<{ says: string }>(() => ({ says: '' }));
export const announce = (says: string): void => {
  // The same sentence twice would not be read again.
  useAnnounced.setState((now) => ({ says: now.says === says ? `${says}\u00a0` : says }));
};
