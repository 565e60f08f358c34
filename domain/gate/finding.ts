import type { FactKey } from '../campaign/facts.ts';
import type { TextId } from '../campaign/rooms.ts';

/** Checks that always block. */
export const blockingChecks = [
  'brief incomplete',
  'facts incomplete',
  'no halt thresholds',
  'no copy',
  'empty copy',
  'shares',
  'unknown merge tag',
  'empty merge tag',
  'broken merge tag',
  'link',
  'no opt-out link',
  'no sender address',
  'broken character',
] as const;
/** Checks that advise; a policy may make any of them block. */
export const advisoryChecks = [
  'subject length',
  'spam words',
  'reading grade',
  'message length',
  'hidden character',
] as const;
export type CheckCode = (typeof blockingChecks)[number] | (typeof advisoryChecks)[number];

/** Where a finding is: words in one block of one text, a fact, or the sequence as a whole. */
export type FindingAt =
  | { text: TextId; block: number; from: number; to: number }
  | { fact: FactKey }
  | { step: string }
  | null;
export type Finding = { code: CheckCode; blocking: boolean; says: string; at: FindingAt };
