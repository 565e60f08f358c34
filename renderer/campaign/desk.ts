import { create } from 'zustand';
import type { Anchor } from '../../domain/discussion/anchor.ts';
import type { PanelTab } from './place.ts';

/** What the interface of the open campaign remembers: nothing in here is about its content. */
type Desk = {
  tab: PanelTab;
  /** The thread whose card and words are marked. */
  thread: string | null;
  /** The words selected last, for a comment; kept while the comment is written. */
  selection: Anchor | null;
  /** Counts up when the comment field should take the focus. */
  asksForComment: number;
  /** A finding whose words should be shown. */
  finding: string | null;
  /** A sales lead said that they write here all the same, and become an author. */
  writesAsLead: boolean;
};

const start: Desk = {
  tab: 'discussion',
  thread: null,
  selection: null,
  asksForComment: 0,
  finding: null,
  writesAsLead: false,
};
export const useDesk = create<Desk>(() => start);

export const clearDesk = (): void => {
  useDesk.setState(start);
};
export const showTab = (tab: PanelTab): void => {
  useDesk.setState({ tab });
};
export const chooseThread = (thread: string | null): void => {
  useDesk.setState({ thread });
};
export const chooseWords = (selection: Anchor | null): void => {
  useDesk.setState({ selection });
};
export const askForComment = (): void => {
  useDesk.setState((desk) => ({ asksForComment: desk.asksForComment + 1, tab: 'discussion' }));
};
export const chooseFinding = (finding: string | null): void => {
  useDesk.setState({ finding });
};
export const writeAsLead = (): void => {
  useDesk.setState({ writesAsLead: true });
};
