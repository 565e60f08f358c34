import { activeLeads } from '../../domain/people/leads.ts';
import type { Member } from '../../domain/people/member.ts';
import type { WorkspaceState } from '../../domain/state.ts';

/** Sales leads who can confirm something, apart from those it is about. */
export const leadsBesides = (state: WorkspaceState, involved: readonly string[]): Member[] =>
  activeLeads(state)
    .filter((id) => !involved.includes(id))
    .map((id) => state.members[id]!);
