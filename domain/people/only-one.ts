import type { Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';
import type { Member } from './member.ts';

export type Post = 'admin' | 'sales lead';

const holds: Record<Post, (member: Member) => boolean> = {
  admin: ({ admin }) => admin,
  'sales lead': ({ role }) => role === 'sales-lead',
};

/**
 * As what nobody could stand in for this member; null where somebody could. `isThere` says of whom it counts: of those with a device
 * that is signed in, or of everybody. In the sample every chair is free.
 */
export const onlyOne = ({ sample, members }: WorkspaceState, id: Id, isThere: (member: Id) => boolean): Post | null => {
  const member = members[id];
  if (sample || !member || member.suspended) return null;
  const others = Object.values(members).filter((each) => each.id !== id && !each.suspended && isThere(each.id));
  return (['admin', 'sales lead'] as const).find((post) => holds[post](member) && !others.some(holds[post])) ?? null;
};

/** Why a member may not give up their last device, said to them. */
export const lastDeviceSays = (post: Post): string =>
  `This is your only device, and no other ${post} is signed in anywhere: nobody could let you back in. Add another device first, or make somebody else ${post === 'admin' ? 'an admin' : 'a sales lead'}.`;
