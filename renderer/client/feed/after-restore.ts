import type { AnyRow } from '../../../domain/event.ts';
import type { Recoveries } from '../recoveries.ts';
import type { LocalFeed } from './local-feed.ts';
import { restoredSays, takenBack } from './restored.ts';
import type { Signed } from './signatures.ts';

export type AfterRestorePorts = {
  /** The server's feed from its first row; null where it cannot be had or does not hold together. */
  theirs: () => Promise<AnyRow[] | null>;
  /** Whether the workspace's key has signed a feed from its first row. */
  signed: (rows: AnyRow[]) => Promise<Signed>;
  /** Has go out again what the server had carried out and has not told of. `since`: rows that no laptop has had, they came after the restore. */
  sendAgain: (since: AnyRow[]) => Promise<void>;
  feed: Pick<LocalFeed, 'rows' | 'replace'>;
  recoveries: Pick<Recoveries, 'keepUndone'>;
};

/**
 * The server's chain differs from ours. Accepted only if it contains a `restored` event that names a head we have: what it took back is
 * kept, and its story takes the place of ours. Resolves to whether that was so. Rejects where this laptop's disk refuses.
 */
export const afterRestore = async ({
  theirs,
  signed,
  sendAgain,
  feed,
  recoveries,
}: AfterRestorePorts): Promise<boolean> => {
  const rows = await theirs();
  const back = rows && takenBack(await feed.rows(), rows);
  if (!rows || !back || (await signed(rows)) !== 'holds') return false;
  const { restored, undone } = back;
  // In this order, so that a kill in between finds the difference again at the next start.
  await recoveries.keepUndone(restored, undone, restoredSays(undone.length));
  // Before the rows are others: a number told before the restore may be another command's by now.
  await sendAgain(rows.filter(({ number }) => number > restored.number));
  await feed.replace(rows);
  return true;
};
