import type { Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';

/** Sales leads who can sign, confirm and resume now. */
export const activeLeads = (state: WorkspaceState): Id[] =>
  Object.values(state.members)
    .filter(({ role, suspended }) => role === 'sales-lead' && !suspended)
    .map(({ id }) => id);

/**
 * Whether making a sales lead or loosening policy waits for a sales lead other than `by` (DESIGN 5). It does not while the workspace
 * never had one (its founding), nor where `by` is the only lead there is. A suspended lead still counts: else an admin could suspend the
 * lead and then make another alone.
 */
export const needsLead = (state: WorkspaceState, by: Id): boolean =>
  Object.values(state.members).some(({ id, role }) => role === 'sales-lead' && id !== by);
