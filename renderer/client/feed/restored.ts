import { isShown, type AnyRow, type FeedRow } from '../../../domain/event.ts';

/**
 * How a server that tells another story accounts for it. A restore from a backup appends an event that names the head it went back
 * to: where that is a row this laptop has too, the server's story may be taken. Returns that event and which rows of ours are gone;
 * null where nothing accounts for the difference.
 */
export const takenBack = (
  ours: readonly AnyRow[],
  theirs: readonly AnyRow[],
): { restored: FeedRow; undone: AnyRow[] } | null => {
  let same = 0;
  while (same < ours.length && same < theirs.length && ours[same]!.head === theirs[same]!.head) same += 1;
  const next = theirs[same];
  if (same === 0 || !next || !isShown(next) || next.event.kind !== 'restored') return null;
  return next.event.data.head === ours[same - 1]!.head ? { restored: next, undone: ours.slice(same) } : null;
};

/** A sentence for so many entries that a restore took back. */
export const restoredSays = (undone: number): string =>
  `The server was restored from a backup. ${undone === 1 ? 'One entry' : `${undone} entries`} that this laptop had seen ${undone === 1 ? 'is' : 'are'} not there any more; look whether a decision has to be made again.`;
