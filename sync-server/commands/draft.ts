import { freezeDraft } from '../../domain/canonical/freeze.ts';
import type { Draft } from '../../domain/gate/context.ts';
import type { Id } from '../../domain/id.ts';
import { lastSigned } from '../../domain/gate/versions.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Store } from '../store/store.ts';

/** A draft with the log rows it contains, so that the next version's authors can be counted from there. */
export type CommittedDraft = Draft & { briefRow: number; copyRow: number };

/** The draft of a campaign as it is on disk now. */
export const committedDraft = (state: WorkspaceState, campaign: Id, rooms: Rooms, store: Store): CommittedDraft => {
  const brief = rooms.of(campaign, 'brief');
  const copy = rooms.of(campaign, 'copy');
  const known = state.campaigns[campaign];
  if (!brief || !copy || !known) throw new Error(`campaign ${campaign} has no rooms`);
  const since = lastSigned(known);
  const mark = since === null ? null : store.version(campaign, since);
  const authors = new Set([
    ...store.writersSince(brief.stored.name, brief.stored.epoch, mark?.briefRow ?? 0),
    ...store.writersSince(copy.stored.name, copy.stored.epoch, mark?.copyRow ?? 0),
  ]);
  return {
    frozen: freezeDraft(brief.doc, copy.doc, known.facts, state.mergeFields),
    authors: [...authors].sort(),
    pending: brief.pending || copy.pending,
    briefRow: brief.number,
    copyRow: copy.number,
  };
};
