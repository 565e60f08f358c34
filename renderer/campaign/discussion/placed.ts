import { useMemo } from 'react';
import type * as Y from 'yjs';
import { briefParts, variantTexts, type TextId } from '../../../domain/campaign/rooms.ts';
import { textOf, type Step } from '../../../domain/campaign/sequence.ts';
import type { Thread } from '../../../domain/state.ts';
import { readableWords, resolveAnchor } from '../../../domain/text/anchor-range.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign, useOpenCampaign, useSteps } from '../open-campaign.ts';
import { anchorOf } from '../text/highlights.ts';

/** A thread with where its words are now; `orphaned` where they are nowhere any more. */
export type PlacedThread = { thread: Thread; text: TextId; orphaned: boolean; edited: boolean };

/** Every text of the campaign in the order a reader meets it. */
export const readingOrder = (steps: readonly Step[]): TextId[] => [
  ...briefParts.map((part): TextId => `brief/${part}`),
  ...steps.flatMap((step) =>
    step.variants.flatMap((variant) => variantTexts.map((text): TextId => `step/${step.id}/${variant.id}/${text}`)),
  ),
];

/** Threads in the order of the text they hang in; those without their words last. */
export const placeThreads = (
  threads: Record<string, Thread>,
  order: readonly TextId[],
  text: (id: TextId) => Y.Text | null,
): PlacedThread[] => {
  const words = new Map<string, string>();
  return Object.values(threads)
    .map((thread) => {
      const id = thread.anchor.text;
      const found = text(id);
      if (found && !words.has(id)) words.set(id, readableWords(found));
      const range = found && resolveAnchor(found, anchorOf(thread), words.get(id));
      const rank = order.indexOf(id);
      return {
        placed: { thread, text: id, orphaned: range === null, edited: range?.how === 'edited' },
        rank: rank < 0 ? order.length : rank,
        from: range?.from ?? Infinity,
      };
    })
    .sort(
      (one, other) =>
        one.rank - other.rank || one.from - other.from || one.placed.thread.at.localeCompare(other.placed.thread.at),
    )
    .map(({ placed }) => placed);
};

export const usePlacedThreads = (): PlacedThread[] => {
  const { brief, copy } = useOpenCampaign();
  const { threads } = useCampaign();
  const steps = useSteps();
  const { turn } = useDraft();
  return useMemo(
    () =>
      placeThreads(threads, readingOrder(steps), (id) => textOf(id.startsWith('brief/') ? brief.doc : copy.doc, id)),
    // The turn stands for the words of both documents.
    // oxlint-disable-next-line react/exhaustive-deps
    [threads, steps, brief.doc, copy.doc, turn],
  );
};
