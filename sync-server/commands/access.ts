import type { RoomKind } from '../../domain/campaign/rooms.ts';
import { can } from '../../domain/people/can.ts';
import type { Id } from '../../domain/id.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { Access } from '../rooms/room.ts';

/** What a member may do in a room, on the present state. */
export const accessTo = (state: WorkspaceState, member: Id, kind: RoomKind): Access => {
  const who = state.members[member];
  if (!who || who.suspended) return 'none';
  return can(who, kind === 'brief' ? 'write brief' : 'write copy', state.policy) ? 'write' : 'read';
};
