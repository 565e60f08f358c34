import type { Anchor } from '../../domain/discussion/anchor.ts';
import { textOf } from '../../domain/campaign/sequence.ts';
import { roomName, type RoomKind } from '../../domain/campaign/rooms.ts';
import { replaceRange, resolveAnchor } from '../../domain/text/anchor-range.ts';
import type { Refusal } from '../../domain/gate/refusal.ts';
import type { Id } from '../../domain/id.ts';
import type { Thread } from '../../domain/state.ts';
import type { Room } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { editRoom } from './edit-room.ts';

/**
 * Inside a transaction: puts the suggested words in place of the words the thread hangs on, and adds the room to `edited`, which is settled
 * after the commit or failed. Null, or why it cannot be.
 */
export const acceptSuggestion = (
  rooms: Rooms,
  campaign: Id,
  thread: Thread,
  member: Id,
  at: string,
  edited: Set<Room>,
): Refusal | null => {
  const kind: RoomKind = thread.anchor.text.startsWith('brief/') ? 'brief' : 'copy';
  const room = rooms.open(roomName(campaign, kind));
  const replacement = thread.replacement?.body?.text;
  const gone: Refusal = {
    refused: true,
    reasons: [
      {
        code: 'text is gone',
        says: 'The words this suggestion would replace are no longer there. Decline it, or suggest again on the words of today.',
        fix: { go: 'thread', thread: thread.id },
      },
    ],
  };
  if (!room || replacement === undefined) return gone;
  const anchor: Anchor = {
    ...thread.anchor,
    quote: thread.quote.body?.text ?? '',
    before: thread.before.body?.text ?? '',
    after: thread.after.body?.text ?? '',
  };
  let replaced = false;
  edited.add(room);
  editRoom(room, member, 'suggestion', at, (doc) => {
    const text = textOf(doc, anchor.text);
    const range = text && resolveAnchor(text, anchor);
    if (!text || !range) return;
    replaceRange(text, range, replacement);
    replaced = true;
  });
  return replaced ? null : gone;
};
