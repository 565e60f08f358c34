import { textOf } from '../../../domain/campaign/sequence.ts';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import { makeAnchor } from '../../../domain/text/anchor-range.ts';
import { BLOCK_START } from '../../../domain/text/block.ts';
import { newId } from '../../app/new-id.ts';
import { whyNot } from '../../app/say-outcome.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { useOpenCampaign } from '../open-campaign.ts';

/** Hangs a comment on the first words of a text of the draft; resolves to why not, or null. */
export const useStartComment = () => {
  const workspace = useWorkspace();
  const { id: campaign, brief, copy } = useOpenCampaign();
  return async ({ text }: { text: TextId }, comment: string): Promise<string | null> => {
    const found = textOf(text.startsWith('brief/') ? brief.doc : copy.doc, text);
    const words = found?.toJSON() ?? '';
    const from = words.startsWith(BLOCK_START) ? 1 : 0;
    const next = words.indexOf(BLOCK_START, from);
    const to = Math.min(next < 0 ? words.length : next, from + 120);
    if (!found || to <= from) return 'The draft has no words there any more. Comment on another part.';
    return whyNot(
      await workspace.send({
        kind: 'start thread',
        campaign,
        thread: newId(),
        anchor: makeAnchor(found, text, from, to),
        comment,
        blocking: false,
        replacement: null,
      }),
    );
  };
};
