import type { Step } from '../../../domain/campaign/sequence.ts';

/** The step that one of a day stands before, so that the sequence stays in the order of its days; null for the last place. */
export const beforeOf = (steps: readonly Step[], day: number, step: string | null = null): string | null =>
  steps.find((each) => each.id !== step && each.day > day)?.id ?? null;
