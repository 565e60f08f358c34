import type { PartDiff, ValueDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { factKeys } from '../../../domain/campaign/facts.ts';
import { channels } from '../../../domain/campaign/rooms.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { percent } from '../../ui/format.ts';
import { factInWords } from '../facts/fact-words.ts';
import { channelWords } from '../part-words.ts';

const currencyOf = (side: Frozen | null): string => side?.form.facts.budget?.currency ?? 'GBP';

/** A fact as one side of a comparison has it, in whole words. */
export const factOf = (part: string, side: Frozen | null, team: WorkspaceState): string => {
  if (!side) return 'nothing';
  const name = part.split('/')[1];
  if (name === 'mergeFields') return mergeFieldWords(side.form.mergeFields);
  const fact = factKeys.find((each) => each === name);
  if (!fact) return '';
  return factInWords(fact, fact === 'sender' ? side.form.sender : side.form.facts[fact], team, currencyOf(side));
};

const mergeFieldWords = (fields: readonly { name: string; fallback?: string }[]): string =>
  fields.length === 0
    ? 'none'
    : fields.map(({ name, fallback }) => `${name}${fallback ? ` (else “${fallback}”)` : ''}`).join(', ');

/** A value of a step or a variant in words. */
export const valueInWords = (name: string, value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (name === 'channel') {
    const channel = channels.find((each) => each === value);
    return channel ? channelWords[channel].title : 'another channel';
  }
  if (name === 'share' && typeof value === 'number') return percent(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Both sides of a changed value. Words that leave out what changed would hide it: then the bare values stand there. */
export const sidesOf = (
  part: PartDiff,
  value: ValueDiff,
  before: Frozen | null,
  after: Frozen,
  team: WorkspaceState,
): { was: string; is: string } => {
  const isFact = part.part.startsWith('fact/');
  const was = isFact ? factOf(part.part, before, team) : valueInWords(value.name, value.before);
  const is = isFact ? factOf(part.part, after, team) : valueInWords(value.name, value.after);
  return was === is
    ? { was: JSON.stringify(value.before ?? null), is: JSON.stringify(value.after ?? null) }
    : { was, is };
};
