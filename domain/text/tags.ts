/** A merge tag in a text: `{{name | fallback}}` from `from` up to `to`. `fallback` is null where the tag names none. */
export type Tag = { from: number; to: number; name: string; fallback: string | null };

const TAG = /\{\{([^{}|\n\u2029]*)(?:\|([^{}\n\u2029]*))?\}\}/g;

/** All merge tags of a text, those with an empty name included (a check of the gate names them). */
export const tagsIn = (text: string): Tag[] =>
  Array.from(text.matchAll(TAG), (found) => ({
    from: found.index,
    to: found.index + found[0].length,
    name: found[1]!.trim(),
    fallback: found[2]?.trim() ?? null,
  }));

export const writeTag = ({ name, fallback }: { name: string; fallback: string }): string => {
  const clean = (part: string): string => part.replace(/[{}|\n\u2029]/g, ' ').trim();
  return clean(fallback) === '' ? `{{${clean(name)}}}` : `{{${clean(name)} | ${clean(fallback)}}}`;
};
