import { can } from '../../domain/people/can.ts';
import type { Id } from '../../domain/id.ts';
import { isOver } from '../../domain/people/member.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { Access } from '../rooms/room.ts';
import type { StoredRoom } from '../store/store.ts';

/** What a member may do in a room, on the present state. */
export const accessTo = (
  state: WorkspaceState,
  id: Id,
  { campaign, kind }: Pick<StoredRoom, 'campaign' | 'kind'>,
  now: () => number,
): Access => {
  const member = Object.hasOwn(state.members, id) ? state.members[id] : undefined;
  if (!member || (member.guest && isOver(member, new Date(now()).toISOString()))) return 'none';
  if (!can(member, 'read', state.policy, campaign)) return 'none';
  return can(member, kind === 'brief' ? 'write brief' : 'write copy', state.policy, campaign) ? 'write' : 'read';
};
