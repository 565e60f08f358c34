import type { AnyRow } from '../../../domain/event.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Recoveries } from '../recoveries.ts';
import type { LocalFeed } from './local-feed.ts';
import { restoredSays, takenBack } from './restored.ts';
import type { Signed } from './signatures.ts';

export type AfterRestorePorts = {
  /** The server's feed from its first row; null where it cannot be had or does not hold together. */
  theirs: () => Promise<AnyRow[] | null>;
  /** Whether the workspace's key has signed a feed from its first row. */
  signed: (rows: AnyRow[]) => Promise<Signed>;
  /** Sees to rows that no laptop has had: they came after the restore. */
  unseen: (rows: AnyRow[]) => Promise<void>;
  feed: Pick<LocalFeed, 'rows' | 'replace'>;
  outbox: Pick<Outbox, 'wasPutBack'>;
  recoveries: Pick<Recoveries, 'keepUndone'>;
};

/**
 * The server's chain differs from ours. Accepted only if it contains a `restored` event that names a head we have: what it took back is
 * kept, and its story takes the place of ours. Resolves to whether that was so. Rejects where this laptop's disk refuses.
 */
export const afterRestore = async ({
  theirs,
  signed,
  unseen,
  feed,
  outbox,
  recoveries,
}: AfterRestorePorts): Promise<boolean> => {
  const rows = await theirs();
  const back = rows && takenBack(await feed.rows(), rows);
  if (!rows || !back || (await signed(rows)) !== 'holds') return false;
  const { restored, undone } = back;
  // In this order, so that a kill in between finds the difference again at the next start.
  await recoveries.keepUndone(restored, undone, restoredSays(undone.length));
  await unseen(rows.filter(({ number }) => number > restored.number));
  // Before the rows are others: a number told before the restore may be another command's by now.
  outbox.wasPutBack();
  await feed.replace(rows);
  return true;
};
