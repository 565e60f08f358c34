import type { PartId } from '../campaign/rooms.ts';
import { findHidden, findHiddenInLink, type Hidden } from '../text/hidden.ts';
import { diffVersions } from './diff.ts';
import type { Frozen } from './form.ts';

/** One kind of hidden or look-alike character in one part of a version, and how often it stands there. */
export type HiddenIn = { part: PartId; name: string; shown: string; times: number };

/** Every character of a version that is not what it seems: in texts, in where links lead, in names and facts. */
export const hiddenIn = (frozen: Frozen): HiddenIn[] => {
  const found = new Map<string, HiddenIn>();
  for (const { part, texts, values } of diffVersions(null, frozen)) {
    const add = ({ name, shown }: { name: string; shown: string }) => {
      const key = `${part} ${name} ${shown}`;
      const known = found.get(key);
      if (known) known.times += 1;
      else found.set(key, { part, name, shown, times: 1 });
    };
    for (const { blocks } of texts)
      for (const { pieces } of blocks) {
        findHidden(pieces.map(({ text }) => text).join('')).forEach(add);
        for (const { link } of pieces) if (link !== undefined) findHiddenInLink(link).forEach(add);
      }
    for (const { after } of values) hiddenInValue(after).forEach(add);
  }
  return [...found.values()];
};

/** The same in every string of a value: a name, a fact, an address. */
export const hiddenInValue = (value: unknown): Hidden[] =>
  stringsIn(value).flatMap((text) => (isLink(text) ? findHiddenInLink : findHidden)(text));

const isLink = (text: string): boolean => /^[a-z][a-z0-9+.-]*:/iu.test(text);
const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};
