import { Name, type Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';
import { findHidden } from '../text/hidden.ts';

/** A name as somebody types it now. Recorded names are read with `Name`: what was once let in must stay readable. */
export const NewName = Name.refine(
  (name) => findHidden(name).every(({ kind }) => kind === 'look-alike'),
  'A character in this name cannot be seen. Type it again.',
);

const spelling = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/** Why somebody cannot be called this beside these people; null where they can. Colleagues tell each other apart by name. */
export const nameFault = (name: string, others: readonly string[]): string | null => {
  const disguised = findHidden(name, [name, ...others].join(' '))[0];
  if (disguised) return `“${disguised.shown}” in this name is not what it looks like. Type the name again.`;
  const taken = others.find((other) => spelling(other) === spelling(name));
  return taken === undefined
    ? null
    : `There is a ${taken} here already. Add your last name, so that people can tell you apart.`;
};

/** The same beside everybody else who is in now. Whoever was shown out leaves the name free for the one who comes in their place. */
export const nameFaultIn = (state: WorkspaceState, member: Id, name: string): string | null => {
  const others = Object.values(state.members).filter(({ id, suspended }) => id !== member && !suspended);
  return nameFault(
    name,
    others.map((other) => other.name),
  );
};
