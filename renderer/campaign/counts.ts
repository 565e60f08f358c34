import type { Step, Variant } from '../../domain/campaign/sequence.ts';

/** Steps and variants that people see; a removed one keeps its words and stays out of sight. */
export const standing = <T extends { removed: boolean }>(all: readonly T[]): T[] => all.filter((each) => !each.removed);
export const removed = <T extends { removed: boolean }>(all: readonly T[]): T[] => all.filter((each) => each.removed);

/** Words as a reader counts them; a merge tag is one. */
export const wordCount = (text: string): number => {
  const plain = text.replace(/\{\{[^{}]*\}\}/g, 'tag');
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter('en', { granularity: 'word' }).segment(plain))
    if (isWordLike) words += 1;
  return words;
};
/** Characters as a reader counts them. */
export const characterCount = (text: string): number => {
  let characters = 0;
  for (const _ of new Intl.Segmenter().segment(text)) characters += 1;
  return characters;
};

/** `E-mail 1`: the channel with its number among the steps of that channel, by the order of the sequence. */
export const nextVariantName = (variants: readonly Variant[]): string => {
  const names = new Set(variants.map((variant) => variant.name));
  for (let index = 0; index < 26; index += 1) {
    const name = String.fromCodePoint(65 + index);
    if (!names.has(name)) return name;
  }
  return `${variants.length + 1}`;
};

/** Days between a step and the next one in order; 0 where the next is not later. */
export const gapAfter = (steps: readonly Step[], index: number): number =>
  Math.max(0, (steps[index + 1]?.day ?? steps[index]!.day) - steps[index]!.day);
