import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { TextId } from '../../../domain/campaign/rooms.ts';

/** The text that a comment on a part hangs in: its body, or the first of its texts that changed. */
export const commentOn = (at: string | null, parts: readonly PartDiff[]): { part: string; text: TextId } | null => {
  const part = parts.find((each) => each.part === at) ?? parts.find((each) => each.change !== 'same');
  const withWords =
    part && part.texts.length > 0 ? part : parts.find((each) => each.texts.some((text) => text.blocks.length > 0));
  const text =
    withWords?.texts.findLast((each) => each.changes > 0 && each.blocks.length > 0) ?? withWords?.texts.at(-1);
  return withWords && text ? { part: withWords.part, text: text.text } : null;
};
