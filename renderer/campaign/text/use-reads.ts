import type { OpenRoom } from '../../client/contract.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { dayTime } from '../../ui/format.ts';
import { useMe, useTeam } from '../open-campaign.ts';

/** Why this person only reads a text and what they can do instead; null for its writers, and where the room's own notice says why. */
export const useReads = (room: OpenRoom): string | null => {
  const { access, notice } = useRoomStatus(room);
  const me = useMe();
  const salesWrite = useTeam().policy?.salesMayWriteCopy ?? false;
  if (access === 'write' || notice !== null) return null;
  if (me.guest)
    return `You are a guest until ${dayTime(me.guest.until)}: you can read, and select words to comment on them.`;
  if (me.role === 'viewer' || me.suspended) return 'You can read this.';
  const what = room.name.endsWith('/brief') ? 'brief' : 'copy';
  const who = salesWrite ? 'Only marketing and sales' : 'Only marketing';
  return `${who} can edit this ${what}. Select text to comment or suggest a change.`;
};
