import type { Member } from '../../../domain/people/member.ts';
import type { Thread, WorkspaceState } from '../../../domain/state.ts';
import { firstName } from '../../ui/format.ts';

/** Who may close a thread: everybody who discusses, but a blocking one only its opener or a sales lead. */
export const closers = (thread: Thread, team: WorkspaceState, me: Member): { mine: boolean; names: string } => {
  if (!thread.blocking) return { mine: true, names: 'everybody' };
  const opener = team.members[thread.by];
  const leads = Object.values(team.members).filter((member) => member.role === 'sales-lead' && !member.suspended);
  const names = [...new Set([opener, ...leads].flatMap((member) => (member ? [firstName(member.name)] : [])))];
  return {
    mine: thread.by === me.id || (me.role === 'sales-lead' && !me.suspended),
    names: new Intl.ListFormat('en', { type: 'disjunction' }).format(names),
  };
};
