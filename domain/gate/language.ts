/** Languages that the advisory checks know. */
export type Language = 'en' | 'de';

const common: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    'the and of to in is you that it for on are with as at be this have from or by we your not can'.split(' '),
  ),
  de: new Set(
    'der die und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an wir ihr'.split(
      ' ',
    ),
  ),
};

export const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];

/** The language whose commonest words a text uses most; null where neither is to be seen, and then no language's rules are used. */
export const languageOf = (text: string): Language | null => {
  const words = wordsIn(text);
  const count = (language: Language): number => words.filter((word) => common[language].has(word)).length;
  const [english, german] = [count('en'), count('de')];
  if (Math.max(english, german) < Math.max(2, words.length / 20)) return null;
  return english >= german ? 'en' : 'de';
};
