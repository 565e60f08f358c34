import { isShown, type AnyRow, type FeedRow } from '../../domain/event.ts';
import type { Workspace } from './contract.ts';

/** What the record says, read from the feed that this laptop keeps. `rows` rejects where the disk cannot be read, and so do these. */
export const localRecord = (rows: () => Promise<AnyRow[]>): Pick<Workspace, 'record' | 'textAt'> => ({
  record: async (campaign) => {
    const shown = (await rows()).filter(isShown);
    // An older app kept the event that erases a text before it took the text out, and may have been killed in between.
    const erased = new Set(shown.flatMap(({ event }) => (event.kind === 'text erased' ? [event.data.hash] : [])));
    return shown.filter(({ event }) => event.campaign === campaign).map((row) => without(erased, row));
  },
  textAt: async (hash) => {
    for (const { number, event } of (await rows()).filter(isShown)) {
      const found = Object.entries(event.bodies).find(([, each]) => each === hash);
      if (found) return { number, name: found[0] };
    }
    return null;
  },
});

const without = (erased: ReadonlySet<string>, row: FeedRow): FeedRow => {
  const names = Object.entries(row.event.bodies).filter(([, hash]) => erased.has(hash));
  return names.length === 0
    ? row
    : { ...row, bodies: { ...row.bodies, ...Object.fromEntries(names.map(([name]) => [name, null])) } };
};
