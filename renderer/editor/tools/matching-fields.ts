import type { EditorProps } from '../contract.ts';

export type Field = EditorProps['mergeFields'][number];

/** Fields whose name holds what was typed, those that begin with it first. */
export const matchingFields = (fields: readonly Field[], words: string): Field[] =>
  fields
    .filter(({ name }) => name.toLowerCase().includes(words))
    .toSorted(
      (a, b) => Number(b.name.toLowerCase().startsWith(words)) - Number(a.name.toLowerCase().startsWith(words)),
    );

/** The element of one field in the menu of an editor. */
export const optionId = (id: string, index: number): string => `${id}-tag-${index}`;
