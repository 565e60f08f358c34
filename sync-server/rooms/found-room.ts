import * as Y from 'yjs';
import { FOUNDER, foundingUpdate } from '../../domain/campaign/founding.ts';
import { roomName, type RoomKind } from '../../domain/campaign/rooms.ts';
import type { Id } from '../../domain/id.ts';
import type { Store } from '../store/store.ts';

/** Makes a campaign's room with its initial content, as one update that is the server's own: it enters once, before anybody is let in. */
export const foundRoom = (
  store: Pick<Store, 'createRoom' | 'claimClientId' | 'appendUpdate'>,
  campaign: Id,
  kind: RoomKind,
  at: string,
): void => {
  const room = roomName(campaign, kind);
  const epoch = 1;
  store.createRoom({ name: room, campaign, kind, epoch });
  store.claimClientId(room, epoch, { client: FOUNDER, member: null, kept: true });
  const bytes = foundingUpdate(kind);
  if (Y.decodeUpdate(bytes).structs.length === 0) return;
  store.appendUpdate({ room, epoch, number: 1, member: null, clients: [FOUNDER], kind: 'founding', at, bytes });
};
