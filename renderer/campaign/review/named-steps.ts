import type { Frozen } from '../../../domain/canonical/form.ts';
import type { Channel } from '../../../domain/campaign/rooms.ts';

export type NamedStep = { id: string; name: string; channel: Channel; variants: { id: string; name: string }[] };

/** Names of steps as the versions have them: the draft's may be others by now. */
export const namedSteps = (after: Frozen, before: Frozen | null, live: readonly NamedStep[]): NamedStep[] => {
  const of = ({ form, ids }: Frozen): NamedStep[] =>
    form.steps.map((step, at) => ({
      id: ids[at]?.id ?? String(at),
      name: step.name,
      channel: step.channel,
      variants: step.variants.map((variant, index) => ({
        id: ids[at]?.variants[index] ?? String(index),
        name: variant.name,
      })),
    }));
  const all = [...of(after), ...(before ? of(before) : []), ...live];
  return [...new Map(all.toReversed().map((step) => [step.id, step])).values()].toReversed();
};
