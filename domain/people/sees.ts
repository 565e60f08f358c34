import type { AnyRow, Event, FeedRow, HappeningKind } from '../event.ts';
import { can } from './can.ts';
import type { Member } from './member.ts';

/** What of the workspace's own record a guest needs: the names beside comments, the rules, the keys that sign, and that a server was put back. */
const forGuests: ReadonlySet<HappeningKind> = new Set<HappeningKind>([
  'workspace founded',
  'member joined',
  'role changed',
  'member suspended',
  'policy set',
  'merge fields set',
  'restored',
  'key rotated',
]);

/** What a prospect said, and who: told to a colleague, and not to be quoted outside, also where it was logged on a guest's campaign. */
const forMembers: ReadonlySet<HappeningKind> = new Set<HappeningKind>(['field note logged', 'field note linked']);

export const sees = (member: Member, event: Event): boolean => {
  const { campaign, kind } = event;
  if (!member.guest) return true;
  if (forMembers.has(kind)) return false;
  // Who reads along on other campaigns, and until when, is theirs; who does on this one signs their comments.
  if (event.kind === 'member joined' && event.data.member.guest)
    return event.data.member.guest.campaign === member.guest.campaign;
  return campaign === null ? forGuests.has(kind) : can(member, 'read', null, campaign);
};

/** A row as this member's feed brings it. */
export const asSeenBy = (member: Member, row: FeedRow): AnyRow => {
  if (sees(member, row.event)) return row;
  const { number, hash, head } = row;
  return { number, hash, head };
};
