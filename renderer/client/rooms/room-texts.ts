import type * as Y from 'yjs';
import { briefParts, variantTexts, type RoomKind, type TextId } from '../../../domain/campaign/rooms.ts';
import { readSteps } from '../../../domain/campaign/sequence.ts';

/** One co-written text of a room. `hidden`: its step or variant was removed, so that nobody sees its words. */
export type RoomText = { id: TextId; text: Y.Text; hidden: boolean };

/** Every text of a room, also of steps and variants that were removed. */
export const textsOf = (doc: Y.Doc, kind: RoomKind): RoomText[] => {
  if (kind === 'brief')
    return briefParts.map((part) => ({ id: `brief/${part}`, text: doc.getText(part), hidden: false }));
  return readSteps(doc).flatMap((step) =>
    step.variants.flatMap((variant) =>
      variantTexts.map((name): RoomText => ({
        id: `step/${step.id}/${variant.id}/${name}`,
        text: variant[name],
        hidden: step.removed || variant.removed,
      })),
    ),
  );
};
