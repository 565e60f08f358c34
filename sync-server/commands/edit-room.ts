import { randomInt } from 'node:crypto';
import * as Y from 'yjs';
import type { Id } from '../../domain/id.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import type { Room } from '../rooms/room.ts';
import type { LogRow } from '../store/store.ts';

/**
 * Inside a transaction: edits a copy of the room's document under the client id the server keeps for this member, and writes the
 * difference as one row. The room is settled after the commit, or failed. Nothing is written where `mutate` changed nothing.
 */
export const editRoom = (
  room: Room,
  member: Id,
  kind: LogRow['kind'],
  at: string,
  mutate: (doc: Y.Doc) => void,
): void => {
  const kept = room.keptClientId(member, () => randomInt(1, 2 ** 32 - 1));
  const scratch = new Y.Doc();
  applyAsIs(scratch, [Y.encodeStateAsUpdate(room.doc)]);
  scratch.clientID = kept.client;
  const updates: Uint8Array[] = [];
  scratch.on('update', (update: Uint8Array) => updates.push(update));
  scratch.transact(() => mutate(scratch));
  scratch.destroy();
  if (updates.length > 0)
    room.writeOwn(member, kept, kind, updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates), at);
};
