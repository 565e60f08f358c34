import { create } from 'zustand';
import type { Anchor } from '../../domain/discussion/anchor.ts';
import { setPanelOpen } from '../app/interface.ts';
import { newId } from '../app/new-id.ts';
import type { PanelTab } from './place.ts';

/** A comment, or other words, on their way. `thread` names it from the first letter: sent twice it is the same one. */
export type Composing = {
  thread: string;
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
  /** Somebody is about to add a step. */
  addingStep: boolean;
  /** The version that was being read when its screen was left for the draft: there is a way back to it. */
  reading: number | null;
};

const start: Desk = {
  tab: 'discussion',
  thread: null,
  selection: null,
  composing: null,
  finding: null,
  addingStep: false,
  reading: null,
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
/** Begins a comment on the selected words, or other words for them; what is being written goes on. */
export const askForComment = (mode: Composing['mode'] = 'comment'): void => {
  const { selection, composing } = useDesk.getState();
  if (!selection) return;
  const fresh: Composing = {
    thread: newId(),
    anchor: selection,
    mode,
    comment: '',
    replacement: selection.quote,
    blocking: false,
  };
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
export const askForStep = (addingStep: boolean): void => {
  useDesk.setState({ addingStep });
};
export const rememberReading = (reading: number | null): void => {
  useDesk.setState({ reading });
};
