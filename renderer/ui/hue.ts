import type { WorkspaceState } from '../../domain/state.ts';
import type { Id } from '../../domain/id.ts';

const order = (state: WorkspaceState, member: Id): number => Math.max(0, Object.keys(state.members).indexOf(member));

/** A person's hue, 0 to 5, by the order in which members joined. */
export const hueOf = (state: WorkspaceState, member: Id): number => order(state, member) % 6;

/** The line that goes with the hue: the seventh person takes the first one's hue with the next line. */
export const lineOf = (state: WorkspaceState, member: Id): number => {
  const index = order(state, member);
  return (index + Math.floor(index / 6)) % 6;
};

/** The light hexes of the six hues, for awareness, which wants `#rrggbb`; screens use the theme's own. */
export const hexOf = (hue: number): string =>
  ['#86397f', '#0b6663', '#8a4b0f', '#586113', '#505a68', '#9c3160'][hue % 6] ?? '#86397f';
