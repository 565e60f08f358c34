import { isShown, type AnyRow } from '../../domain/event.ts';
import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { Id } from '../../domain/id.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** How often it is asked whether all is kept, in ms: other windows may have it open, and a full disk takes it later. */
const LOOK = 100;
/** How often a disk is read that cannot be, before this window goes on without it. */
const READINGS = 3;

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
 * are let back in by now does not say that this shall go out. Resolves once none of it waits any more, on the disk either; rejects where
 * that cannot be read.
 */
export const keepUnsent = async (parts: WorkspaceParts): Promise<void> => {
  const { outbox, rooms, isClosed } = parts;
  tellSuspended(parts, true);
  while (!isClosed()) {
    const names = await unsentRooms(parts);
    if (names.length === 0 && !outbox.isSending && outbox.isKept) return;
    rooms.keep(names);
    outbox.hurry();
    await outbox.keepAgain();
    await aMoment();
  }
  throw closedEarly();
};

/**
 * The same before rows of the feed are taken. A window that cannot read its disk (a private one has none) goes on without it, or it would
 * never get past such rows. The disk may have unsent work all the same, and may be read again later: so this window lets go of it, sends
 * nothing that is found there and writes no row to it. The next start finds the rows new, and keeps then what there is.
 */
export const keepOrLetBe = async (parts: WorkspaceParts): Promise<void> => {
  const { store, outbox, isClosed, cannotRead } = parts;
  try {
    await keepUnsent(parts);
  } catch (error) {
    cannotRead(error);
    store.close();
    // What this window knows of is refused before they count as let back in.
    while (!isClosed() && outbox.isSending) await aMoment();
    if (isClosed()) throw closedEarly();
  }
};

/** Rooms of which this laptop's disk has something unsent. Its commands are read, too. Asked again, since a newer app in another window closes it for a moment. */
const unsentRooms = async ({ store, outbox, isClosed }: WorkspaceParts): Promise<RoomName[]> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      await outbox.load();
      return await store.unsentRooms();
    } catch (error) {
      if (attempt === READINGS || isClosed()) throw error;
      await aMoment();
    }
};

const aMoment = () => new Promise((resolve) => setTimeout(resolve, LOOK));
const closedEarly = () => new Error('The window was closed before all was kept.');
