import type { Step } from '../../domain/campaign/sequence.ts';
import { factKeys } from '../../domain/campaign/facts.ts';
import { briefParts } from '../../domain/campaign/rooms.ts';
import type { GlyphName } from '../ui/glyphs.tsx';
import { standing } from './counts.ts';
import { briefWords, channelWords, factWords } from './part-words.ts';

type Named = Pick<Step, 'id' | 'name' | 'channel'> & {
  variants: readonly { id: string; name: string; removed?: boolean }[];
};

const fields: Record<string, string> = { subject: 'subject', preheader: 'preview line' };

/** What people call a text or a part: `Offer`, `Launch window`, `Short note`, `Certificate lapses B, subject`. */
export const partTitle = (part: string, steps: readonly Named[]): string => {
  const [at, first = '', second, field] = part.split('/');
  if (at === 'brief') {
    const found = briefParts.find((each) => each === first);
    return found ? briefWords[found].title : 'Brief';
  }
  if (at === 'fact') {
    const found = factKeys.find((each) => each === first);
    return found ? factWords[found].title : 'Merge fields';
  }
  const step = steps.find((each) => each.id === first);
  if (!step) return 'A step that is gone';
  const name = step.name || channelWords[step.channel].title;
  const variant = step.variants.find((each) => each.id === second);
  const several = standing(step.variants.map((each) => ({ removed: false, ...each }))).length > 1;
  const of =
    second === undefined
      ? name
      : several && variant
        ? `${name}${variant.name.length > 2 ? ', ' : ' '}${variant.name}`
        : name;
  return field !== undefined && fields[field] ? `${of}, ${fields[field]}` : of;
};

/** The same where a step stands beside its own wordings. */
export const reviewTitle = (part: string, steps: readonly Named[]): string =>
  /^step\/[^/]+$/.test(part) ? `${partTitle(part, steps)}: details` : partTitle(part, steps);

export const partIcon = (part: string, steps: readonly Named[]): GlyphName => {
  const [at, first = ''] = part.split('/');
  if (at === 'brief') return 'doc';
  if (at === 'fact') return 'gate';
  const step = steps.find((each) => each.id === first);
  return step ? channelWords[step.channel].icon : 'doc';
};
