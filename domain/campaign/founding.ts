import * as Y from 'yjs';
import { BLOCK_START } from '../text/block.ts';
import { briefParts } from './rooms.ts';
import type { RoomKind } from './rooms.ts';

/** Yjs client id of every room's first content. No editor may use it: `checkUpdate` refuses more than the founding under it. */
export const FOUNDER = 1;

const found = (kind: RoomKind): { update: Uint8Array; length: number } => {
  const doc = new Y.Doc();
  doc.clientID = FOUNDER;
  doc.transact(() => {
    if (kind === 'brief')
      for (const part of briefParts) doc.getText(part).insert(0, BLOCK_START, { kind: 'paragraph' });
  });
  return { update: Y.encodeStateAsUpdate(doc), length: Y.getState(doc.store, FOUNDER) };
};
const founded = { brief: found('brief'), copy: found('copy') };

/**
 * The first content of a room: an empty paragraph in every part of the brief, nothing in the copy. Always the same bytes under
 * the same client id, so whoever founds a room (the server, or offline its creator) founds the same one, and twice is once.
 */
export const foundingUpdate = (kind: RoomKind): Uint8Array => founded[kind].update.slice();
/** How far the founder's clock goes. */
export const foundingLength = (kind: RoomKind): number => founded[kind].length;
