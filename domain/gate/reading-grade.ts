import { wordsIn, type Language } from './language.ts';

/** Fewer words than this say nothing about how hard a text reads. */
const LEAST_WORDS = 60;
/** A text above this grade is hard on a reader between two calls. */
export const HARD = 10;
export const formulaOf: Record<Language, string> = {
  en: 'Flesch-Kincaid grade',
  de: 'Erste Wiener Sachtextformel',
};

/**
 * School grade of a text. English: Flesch-Kincaid (Kincaid et al., 1975). German: first Wiener Sachtextformel (Bamberger and
 * Vanecek, 1984). Syllables are counted by groups of vowels. Null for a text too short to judge.
 */
export const readingGrade = (text: string, language: Language): number | null => {
  const words = wordsIn(text);
  if (words.length < LEAST_WORDS) return null;
  const sentences = Math.max(1, text.split(/[.!?:]+(?:\s|$)|\n/).filter((part) => /\p{L}/u.test(part)).length);
  const perSentence = words.length / sentences;
  const syllables = words.map((word) => syllablesIn(word, language));
  const share = (fits: (syllable: number, index: number) => boolean): number =>
    (100 * syllables.filter((count, index) => fits(count, index)).length) / words.length;
  if (language === 'en')
    return 0.39 * perSentence + 11.8 * (syllables.reduce((sum, count) => sum + count, 0) / words.length) - 15.59;
  const long = share((count) => count >= 3);
  const short = share((count) => count === 1);
  const wide = share((_, index) => words[index]!.length > 6);
  return 0.1935 * long + 0.1672 * perSentence + 0.1297 * wide - 0.0327 * short - 0.875;
};

const syllablesIn = (word: string, language: Language): number => {
  const spoken = language === 'en' ? word.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '') : word;
  return Math.max(1, spoken.match(/[aeiouyäöü]+/g)?.length ?? 0);
};
