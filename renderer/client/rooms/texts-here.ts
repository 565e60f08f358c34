import * as Y from 'yjs';
import { parseRoomName } from '../../../domain/campaign/rooms.ts';
import type { TextHere } from '../contract.ts';
import type { LocalStore } from '../store/local-store.ts';
import { keptSteps } from './kept-texts.ts';
import { loadCopy } from './load-copy.ts';
import { readable } from './receipt.ts';
import { textsOf } from './room-texts.ts';

/**
 * What stands in the brief and the copy of every campaign that was open on this laptop, as its disk has it; without what was removed.
 * Read apart from the rooms: opening them all would ask the server for each.
 */
export const textsHere = async (store: Pick<LocalStore, 'rooms' | 'room'>): Promise<TextHere[]> => {
  const found: TextHere[] = [];
  for (const name of await store.rooms()) {
    const [room, stored] = [parseRoomName(name), await store.room(name)];
    if (!room || !stored) continue;
    const doc = new Y.Doc();
    loadCopy(doc, room.kind, stored);
    const steps = keptSteps(doc, room.kind);
    for (const { id, text, hidden } of textsOf(doc, room.kind)) {
      const words = readable(text.toString());
      if (!hidden && words !== '') found.push({ campaign: room.campaign, text: id, words, steps });
    }
    doc.destroy();
  }
  return found;
};
