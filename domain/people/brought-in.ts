import type { Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';

/** From whom a member has what they are. It only grows: nobody hides that somebody acts with what they were given. */
export type Grants = {
  /** Whose invite they came by; null for who founded the workspace. */
  invitedBy: Id | null;
  /** Who made or confirmed the links by which they came back: whoever opens such a link is that member. */
  linkBy: Id[];
  /** Who made them an admin. */
  adminBy: Id[];
  /** Who made them a sales lead: one name where nobody else had to confirm it. */
  leadBy: Id[];
};
type Known = Pick<WorkspaceState, 'grants'>;

/** The state in which a member has these things from `by`, too; as it was where nobody gave them. */
export const given = (
  state: WorkspaceState,
  member: Id,
  by: Id | undefined,
  gets: { invited?: boolean; link?: boolean; admin?: boolean; lead?: boolean },
): WorkspaceState => {
  if (!by) return state;
  const known = state.grants[member] ?? { invitedBy: null, linkBy: [], adminBy: [], leadBy: [] };
  const more = (givers: Id[], is = false): Id[] => (is && !givers.includes(by) ? [...givers, by] : givers);
  const grants: Grants = {
    invitedBy: gets.invited ? by : known.invitedBy,
    linkBy: more(known.linkBy, gets.link),
    adminBy: more(known.adminBy, gets.admin),
    leadBy: more(known.leadBy, gets.lead),
  };
  return { ...state, grants: { ...state.grants, [member]: grants } };
};

const upwards = (member: Id, next: (id: Id) => readonly Id[]): Id[] => {
  const found = new Set<Id>([member]);
  for (const id of found) for (const by of next(id)) found.add(by);
  found.delete(member);
  return [...found];
};

/** Those whose invites a member came by, nearest first: who invited them, who invited those, and so on. Fixed from the day they came. */
export const invitersOf = ({ grants }: Known, member: Id): Id[] =>
  upwards(member, (id) => {
    const by = grants[id]?.invitedBy;
    return by ? [by] : [];
  });

/** The same with those whose sign-in links somebody on the way came back by: all who may speak in this member's name. */
export const letInBy = ({ grants }: Known, member: Id): Id[] =>
  upwards(member, (id) => {
    const { invitedBy = null, linkBy = [] } = grants[id] ?? {};
    return invitedBy === null ? linkBy : [invitedBy, ...linkBy];
  });

/**
 * Everybody without whom a member would not be here, or would not be an admin. Two accounts may be one person's: what the second does
 * counts as done by the first, too, wherever the gate asks whether two people did it.
 */
export const broughtInBy = ({ grants }: Known, member: Id): Id[] =>
  upwards(member, (id) => {
    const { invitedBy = null, linkBy = [], adminBy = [] } = grants[id] ?? {};
    return [...(invitedBy === null ? [] : [invitedBy]), ...linkBy, ...adminBy];
  });
