import type { CanonicalForm } from '../../../domain/canonical/form.ts';
import type { Block } from '../../../domain/text/block.ts';
import { tagsIn } from '../../../domain/text/tags.ts';

type Named = Pick<CanonicalForm, 'mergeFields' | 'sender'>;

/** What every merge field comes to for a contact of whom nothing is known; the sender's own come from the facts. */
const valuesOf = ({ mergeFields, sender }: Named): Map<string, string> => {
  const known = new Map([
    ['sender name', sender?.name],
    ['sender company', sender?.company],
    ['sender phone', sender?.phone],
    ['opt-out link', sender?.optOutUrl],
    ['sender address', sender?.address],
  ]);
  return new Map(mergeFields.map(({ name, fallback }) => [name, fallback || (known.get(name) ?? '')]));
};

/** A text as such a contact reads it. A tag that comes to nothing stays as it was typed: that is what would be sent. */
export const fillTags = (form: Named, text: string): string => {
  const values = valuesOf(form);
  let [filled, at] = ['', 0];
  for (const tag of tagsIn(text)) {
    const value = (tag.fallback ?? values.get(tag.name)) || text.slice(tag.from, tag.to);
    filled += text.slice(at, tag.from) + value;
    at = tag.to;
  }
  return filled + text.slice(at);
};
export const fillBlocks = (form: Named, blocks: readonly Block[]): Block[] =>
  blocks.map((block) => ({ ...block, runs: block.runs.map((run) => ({ ...run, text: fillTags(form, run.text) })) }));
