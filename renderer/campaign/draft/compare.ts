import { countChanges, diffVersions, type PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';

export type Compare = (before: Frozen, after: Frozen) => { parts: PartDiff[]; changes: number };

export const compare: Compare = (before, after) => {
  const parts = diffVersions(before, after);
  return { parts, changes: countChanges(parts) };
};
