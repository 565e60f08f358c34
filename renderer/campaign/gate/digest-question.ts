import type { Reason } from '../../../domain/gate/refusal.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { firstName, listed } from '../../ui/format.ts';
import type { Here } from '../presence.ts';

/** The digest of the text on the server, where that is what a refusal asks about. */
export const digestAsked = (reasons: readonly Reason[]): string | null => {
  const [only] = reasons;
  return reasons.length === 1 && only?.fix?.go === 'digest' ? only.fix.digest : null;
};

/** Whose words they most likely are: whoever has a caret in a text; nobody is named where that is not certain. */
export const whoTyped = (here: readonly Here[], team: WorkspaceState): { name: string; whose: string } => {
  const typing = here.filter(({ text }) => text !== null).map(({ member }) => member);
  const names = typing.flatMap((id) => (team.members[id] ? [firstName(team.members[id].name)] : []));
  if (names.length === 1 && names[0]) return { name: names[0], whose: `${names[0]}’s` };
  return names.length > 1 ? { name: listed(names), whose: 'their' } : { name: 'Somebody', whose: 'their' };
};
