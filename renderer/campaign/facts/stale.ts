import type { Fix, Reason } from '../../../domain/gate/refusal.ts';

type Stale = Extract<Fix, { go: 'stale' }>;
/** The question in a refusal, when it is nothing but that somebody else decided first. */
export const staleFix = (reasons: readonly Reason[]): Stale | null => {
  const [only] = reasons;
  return reasons.length === 1 && only?.fix?.go === 'stale' ? only.fix : null;
};
