import { countChanges, diffVersions, type PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { runChecks } from '../../../domain/gate/checks.ts';

const compare = (before: Frozen, after: Frozen): { parts: PartDiff[]; changes: number } => {
  const parts = diffVersions(before, after);
  return { parts, changes: countChanges(parts) };
};

/** What reads a whole draft: the checks, and the comparison of one with another. */
export const judge = { check: runChecks, compare };
export type Judge = typeof judge;
