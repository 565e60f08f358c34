import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { GlyphName } from '../../ui/glyphs.tsx';
import { partIcon, partTitle } from '../text-title.ts';
import type { NamedStep } from './named-steps.ts';

/** What is read, and ticked, in one piece: the brief, the facts, one wording of a step with the step's own details. */
export type Sheet = { id: string; title: string; icon: GlyphName; parts: PartDiff[] };

export const isChanged = ({ parts }: Sheet): boolean => parts.some(({ change }) => change !== 'same');
export const changedIn = ({ parts }: Sheet): PartDiff[] => parts.filter(({ change }) => change !== 'same');

export const sheetsOf = (parts: readonly PartDiff[], steps: readonly NamedStep[]): Sheet[] => {
  const sheets = new Map<string, Sheet>();
  const put = (id: string, title: string, icon: GlyphName, part: PartDiff) => {
    const sheet = sheets.get(id) ?? { id, title, icon, parts: [] };
    sheets.set(id, sheet);
    sheet.parts.push(part);
  };
  for (const part of parts) {
    const [at, step] = part.part.split('/');
    if (at === 'brief') put('brief', 'Brief', 'doc', part);
    else if (at === 'fact') put('facts', 'Facts', 'gate', part);
    else {
      // A step's own details stand with its first wording.
      const id = parts.find((each) => each.part.startsWith(`step/${step}/`) && each.change !== 'removed')?.part;
      const own = /^step\/[^/]+$/.test(part.part)
        ? (id ?? parts.find((each) => each.part.startsWith(`step/${step}/`))?.part)
        : part.part;
      put(own ?? part.part, partTitle(own ?? part.part, steps), partIcon(part.part, steps), part);
    }
  }
  return [...sheets.values()];
};
