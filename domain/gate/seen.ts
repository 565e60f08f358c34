import type { Id } from '../id.ts';
import type { CampaignState } from '../state.ts';
import { standing } from './signatures.ts';

/**
 * The newest version of which a member saw every part: they signed it, or asked for changes having viewed all that had changed for them.
 * What changed since then is what they view before they sign. Null where there is none: asking for review is not reading, nor is a no to the
 * first sentence; and whoever withdraws a signature looks again.
 */
export const seenBy = ({ versions }: Pick<CampaignState, 'versions'>, member: Id): number | null =>
  versions.findLast(
    (version) =>
      standing(version).some(({ by }) => by === member) ||
      version.changesRequested.some(({ by, viewedAll }) => by === member && viewedAll),
  )?.number ?? null;
