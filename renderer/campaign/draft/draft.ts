import { createContext, useContext } from 'react';
import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import type { Finding } from '../../../domain/gate/finding.ts';

/** The draft as a signature would bind it, what the checks find in it, and what changed since the newest version. */
export type Draft = {
  frozen: Frozen;
  findings: Finding[];
  /** Whether the checks have run: they come a moment after the texts. */
  checked: boolean;
  /** Counts up whenever the texts have settled anew. */
  turn: number;
  /** Null before the first version, and while that version is being read. */
  since: { version: number; parts: PartDiff[]; changes: number } | null;
  /** The draft at this very moment, words typed just now included. */
  freeze: () => Frozen;
};

const Context = createContext<Draft | null>(null);
export const DraftContext = Context.Provider;
export const useDraft = (): Draft => {
  const draft = useContext(Context);
  if (!draft) throw new Error('This needs a draft around it.');
  return draft;
};
