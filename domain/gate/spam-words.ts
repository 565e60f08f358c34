import type { Language } from './language.ts';

/** Phrases that filters weigh against a message, per language; whole words, any case. Advice only: add to it as you learn. */
export const spamWords: Record<Language, readonly string[]> = {
  en: [
    '100% free',
    'act now',
    'apply now',
    'best price',
    'buy now',
    'cash bonus',
    'click here',
    'click below',
    'congratulations',
    'dear friend',
    'double your',
    'earn extra',
    'eliminate debt',
    'for free',
    'free gift',
    'free trial',
    'guaranteed',
    'increase sales',
    'limited time',
    'lowest price',
    'money back',
    'no obligation',
    'no risk',
    'once in a lifetime',
    'order now',
    'risk-free',
    'special promotion',
    'this is not spam',
    'urgent',
    'while stocks last',
    'winner',
  ],
  de: [
    '100% kostenlos',
    'bestpreis',
    'einmalige gelegenheit',
    'garantiert',
    'geld zurück',
    'gewinner',
    'gratis',
    'herzlichen glückwunsch',
    'hier klicken',
    'jetzt bestellen',
    'jetzt kaufen',
    'keine verpflichtung',
    'kostenlos testen',
    'nur für kurze zeit',
    'ohne risiko',
    'schnell geld',
    'sonderangebot',
    'unverbindlich',
  ],
};

const escaped = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
const patterns = Object.fromEntries(
  Object.entries(spamWords).map(([language, phrases]) => [
    language,
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
  ]),
) as Record<Language, RegExp>;

export const spamWordsIn = (text: string, language: Language): { from: number; to: number; words: string }[] =>
  Array.from(text.matchAll(patterns[language]), (found) => ({
    from: found.index,
    to: found.index + found[0].length,
    words: found[0],
  }));
