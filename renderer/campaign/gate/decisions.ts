import { create } from 'zustand';

/** A decision that somebody is about to make; its dialog stands over the whole screen. */
export type Decision =
  | { what: 'review' }
  | { what: 'schedule' | 'launch' | 'name' | 'withdraw' | 'request changes'; version: number }
  | { what: 'unschedule' | 'halt' | 'resume' | 'complete' | 'import' | 'guest' };

const useStore = create<{ asked: Decision | null }>(() => ({ asked: null }));

const ask = (asked: Decision): void => {
  useStore.setState({ asked });
};
const close = (): void => {
  useStore.setState({ asked: null });
};
export const useDecisions = () => ({ asked: useStore((now) => now.asked), ask, close });
