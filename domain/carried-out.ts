import type { Id } from './id.ts';
import type { WorkspaceState } from './state.ts';

type Pages = WorkspaceState['done'];

/** Ids per page: one object would be copied whole with every event, which makes opening a long feed quadratic. */
const PAGE = 256;

/** The feed number of a command's last event; undefined for a command that was never carried out. */
export const carriedOut = ({ done }: Pick<WorkspaceState, 'done'>, command: Id): number | undefined => {
  for (let page = done.length - 1; page >= 0; page -= 1)
    if (Object.hasOwn(done[page]!, command)) return done[page]![command];
  return undefined;
};

/** The pages with one more command. A command of several events keeps the number of its last one. */
export const carryOut = (pages: Pages, command: Id, number: number): Pages => {
  const last = pages.at(-1);
  if (last && Object.hasOwn(last, command)) return [...pages.slice(0, -1), { ...last, [command]: number }];
  if (!last || Object.keys(last).length >= PAGE) return [...pages, { [command]: number }];
  return [...pages.slice(0, -1), { ...last, [command]: number }];
};
