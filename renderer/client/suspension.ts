import { isShown, type AnyRow } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** How often it is asked whether all is kept, in ms: other windows may have it open, and a full disk takes it later. */
const LOOK = 100;

/** Whether rows of the feed tell that a member was suspended, whatever they tell after that. */
export const suspends = (rows: readonly AnyRow[], member: Id): boolean =>
  rows.some(
    (row) =>
      isShown(row) &&
      row.event.kind === 'member suspended' &&
      row.event.data.member === member &&
      row.event.data.suspended,
  );

/** Says in every window of the seat whether its member is suspended. */
export const tellSuspended = ({ windows, becomeSuspended }: WorkspaceParts, is: boolean): void => {
  windows.tell({ kind: 'suspended', is });
  becomeSuspended(is);
};

/**
 * Keeps as drafts whatever this laptop has not sent when it learns from the feed that its member was suspended while it was away: that they
 * are let back in by now does not say that this shall go out. Resolves once none of it waits any more.
 */
export const keepUnsent = async (parts: WorkspaceParts): Promise<void> => {
  const { store, outbox, rooms, isClosed } = parts;
  tellSuspended(parts, true);
  while (!isClosed()) {
    const names = await store.unsentRooms();
    if (names.length === 0 && !outbox.isSending) return;
    rooms.keep(names);
    outbox.hurry();
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  throw new Error('The window was closed before all was kept.');
};
