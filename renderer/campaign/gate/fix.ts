import { factKeys } from '../../../domain/campaign/facts.ts';
import type { Fix } from '../../../domain/gate/refusal.ts';
import { placeOfText, type Place } from '../place.ts';
import { factName } from '../part-words.ts';

/** What to press for a reason, and where it leads; null for one that is answered in its own dialog, or by nothing. */
export type Mend = { label: string; to: { place: Place } | { people: true } };

export const mendOf = (fix: Fix | null): Mend | null => {
  if (fix === null) return null;
  switch (fix.go) {
    case 'fact': {
      const fact = factKeys.find((key) => key === fix.fact) ?? null;
      return {
        label: fact ? `Go to ${factName(fact)}` : 'Go to the facts',
        to: { place: { at: 'facts', fact } },
      };
    }
    case 'text':
      return { label: 'Show the words', to: { place: placeOfText(fix.text) } };
    case 'thread':
      return { label: 'Open the thread', to: { place: { at: 'thread', thread: fix.thread } } };
    case 'part':
      return { label: 'Look at it', to: { place: { at: 'version', version: fix.version } } };
    case 'version':
      return { label: `Read version ${fix.version}`, to: { place: { at: 'version', version: fix.version } } };
    case 'members':
      return { label: 'See the people', to: { people: true } };
    default:
      return null;
  }
};

/** Codes of the questions in a refusal, when it holds nothing but questions: a yes sends the command again with them. */
export const questionsIn = (reasons: readonly { fix: Fix | null }[]): string[] | null => {
  const codes = reasons.flatMap(({ fix }) => (fix?.go === 'ask' ? [fix.code] : []));
  return codes.length > 0 && codes.length === reasons.length ? codes : null;
};
/** Every question in a refusal, whatever else is in it. */
export const askedIn = (reasons: readonly { fix: Fix | null }[]): string[] =>
  reasons.flatMap(({ fix }) => (fix?.go === 'ask' ? [fix.code] : []));
