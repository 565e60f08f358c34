import { create } from 'zustand';
import type { Anchor } from '../../domain/discussion/anchor.ts';
import { setPanelOpen } from '../app/interface.ts';
import type { PanelTab } from './place.ts';

/** A comment, or other words, on their way. */
export type Composing = {
  anchor: Anchor;
  mode: 'comment' | 'suggest';
  comment: string;
  replacement: string;
  blocking: boolean;
};

/** What the interface of the open campaign remembers: nothing in here is about its content. */
type Desk = {
  tab: PanelTab;
  /** The thread whose card and words are marked. */
  thread: string | null;
  /** The words selected last, for a comment; kept while the comment is written. */
  selection: Anchor | null;
  /** The comment being written; it outlives a look at another tab. */
  composing: Composing | null;
  /** A finding whose words should be shown. */
  finding: string | null;
  /** A sales lead said that they write here all the same, and become an author. */
  writesAsLead: boolean;
};

const start: Desk = {
  tab: 'discussion',
  thread: null,
  selection: null,
  composing: null,
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
/** Begins a comment on the selected words; one that is being written goes on. */
export const askForComment = (): void => {
  const { selection, composing } = useDesk.getState();
  if (!selection) return;
  const fresh = {
    anchor: selection,
    mode: 'comment',
    comment: '',
    replacement: selection.quote,
    blocking: false,
  } as const;
  const started = composing !== null && (composing.comment !== '' || composing.replacement !== composing.anchor.quote);
  useDesk.setState({ composing: started ? composing : fresh, tab: 'discussion' });
  setPanelOpen(true);
};
export const compose = (change: Partial<Composing>): void => {
  useDesk.setState(({ composing }) => ({ composing: composing && { ...composing, ...change } }));
};
export const endComposing = (): void => {
  useDesk.setState({ composing: null });
};
export const chooseFinding = (finding: string | null): void => {
  useDesk.setState({ finding });
};
export const writeAsLead = (): void => {
  useDesk.setState({ writesAsLead: true });
};
