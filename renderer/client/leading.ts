import { isShown, type AnyRow } from '../../domain/event.ts';
import { afterRestore } from './feed/after-restore.ts';
import { followFeed } from './feed/follow-feed.ts';
import { wholeFeed } from './feed/whole-feed.ts';
import { keepOrLetBe, keepUnsent, suspends, tellSuspended } from './suspension.ts';
import type { Note } from './window-channel.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** What one window does for all of its seat's: reads the feed, sends what waits, and finds out that the server was put back. */
export const lead = (parts: WorkspaceParts): void => {
  const { seat, transport, endpoint, store, windows, line, feed, signatures, outbox, rooms, recoveries } = parts;
  if (parts.isClosed()) return;
  const isGuest = () => parts.me().guest !== undefined;
  /** After a restore every text here is of another epoch: opened, it keeps what the server lost and fetches what it has. */
  const compareRooms = async (): Promise<void> => {
    const names = await store.rooms();
    if (!parts.isClosed()) rooms.visit(names);
  };
  const sendUnsent = async (): Promise<void> => {
    const names = await store.unsentRooms();
    if (!parts.isClosed()) rooms.send([...names, ...recoveries.uncompared]);
  };
  line.follow(
    followFeed({
      transport,
      endpoint,
      member: seat.member.id,
      head: feed.head,
      guest: isGuest,
      signed: (rows) => signatures.check(feed.state().key, rows),
      take: async (rows) => {
        const wasSuspended = suspends(rows, seat.member.id);
        // Before the rows are on the disk: after a kill in between they are new again, and tell it once more.
        if (wasSuspended) await keepOrLetBe(parts);
        await feed.take(rows);
        // Also where it was told by earlier rows: a line that stands meanwhile says nothing more of it.
        if (wasSuspended || parts.isSuspended()) tellSuspended(parts, parts.me().suspended);
        if (rows.some((row) => isShown(row) && row.event.kind === 'restored')) await compareRooms();
      },
      mend: async () => {
        const theirs = () => wholeFeed(transport, endpoint, isGuest());
        const signed = (rows: AnyRow[]) => signatures.check(null, rows);
        const sendAgain = async (since: AnyRow[]): Promise<void> => {
          const wasSuspended = suspends(since, seat.member.id);
          // Told before anything goes out again, and kept after it: else it is sent, or the next start finds it waiting and sends it.
          if (wasSuspended) tellSuspended(parts, true);
          outbox.wasPutBack();
          if (wasSuspended) await keepUnsent(parts);
        };
        if (!(await afterRestore({ theirs, signed, sendAgain, feed, recoveries }))) return false;
        windows.tell({ kind: 'restored' });
        tellSuspended(parts, parts.me().suspended);
        await compareRooms();
        return true;
      },
      stands: (fresh) => {
        line.becomes(fresh);
        windows.tell({ kind: 'line', ...fresh });
      },
    }),
  );
  outbox.reload();
  sendUnsent().catch(parts.cannotRead);
};

/** Takes what another window of the seat tells. */
export const hear = (parts: WorkspaceParts, note: Note): void => {
  const { windows, line, feed, outbox, rooms, recoveries, cannotRead } = parts;
  switch (note.kind) {
    case 'hello':
      if (!windows.leads()) return;
      windows.tell({ kind: 'line', ...line.status });
      windows.tell({ kind: 'suspended', is: parts.isSuspended() });
      return outbox.reload();
    case 'line':
      if (!windows.leads()) line.becomes(note);
      return;
    case 'suspended':
      return parts.becomeSuspended(note.is);
    case 'rows':
      feed.heard(note.rows).catch(cannotRead);
      return;
    case 'restored':
      outbox.heard(note);
      Promise.all([feed.load(), recoveries.load()]).catch(cannotRead);
      return;
    case 'recovered':
      recoveries.load().catch(cannotRead);
      return;
    case 'outbox':
    case 'outcome':
      return outbox.heard(note);
    case 'edits':
      return rooms.heard(note);
  }
};
