import * as Y from 'yjs';
import { indexAt, type Decoded, type Struct } from './decode-update.ts';
import type { SplitCount } from './split-count.ts';
import { askAgain, refuse } from './update-refusal.ts';

/**
 * Judges the deletions of an update. Returns how many of its ranges delete something that was not deleted; refuses where that is a type.
 * The ranges of a client must rise and not overlap, as Yjs always writes them: it takes each of them out of its array by itself, and falling
 * ones, or many over the same structs, would take time with the square of their number.
 */
export const checkDeletes = (doc: Y.Doc, { runs, deletes }: Decoded, splits: SplitCount): number => {
  let news = 0;
  for (const [client, ranges] of deletes.clients) {
    const run = runs.get(client);
    const known = run?.known ?? Y.getState(doc.store, client);
    const last = run ? Math.max(run.end, known) : known;
    const stored = doc.store.clients.get(client) ?? [];
    let before = 0;
    for (const { clock, len } of ranges) {
      const end = clock + len;
      if (len < 1) refuse('A piece of it has no length.');
      if (clock < before) refuse('Its deletions overlap, or are out of order.');
      before = end;
      if (end > last) askAgain('It deletes something that is missing.', { client, next: end });
      let isNew = false;
      const walk = (structs: readonly Struct[], from: number): void => {
        for (let at = from; at < structs.length && structs[at]!.id.clock < end; at += 1)
          isNew = deletesAnew(structs, at, { client, clock, end }, splits) || isNew;
      };
      if (clock < known) walk(stored, Y.findIndexSS(stored, clock));
      if (run && end > known) walk(run.structs, indexAt(run, Math.max(clock, known)));
      if (isNew) news += 1;
    }
  }
  return news;
};

/** Whether a range deletes a struct that stands, or a part of it. */
const deletesAnew = (
  structs: readonly Struct[],
  at: number,
  { client, clock, end }: { client: number; clock: number; end: number },
  splits: SplitCount,
): boolean => {
  const struct = structs[at]!;
  if (struct.deleted) return false;
  if (struct instanceof Y.Item && struct.content instanceof Y.ContentType)
    refuse('It takes away a step, a variant or a text.');
  const behind = structs.length - at;
  if (struct.id.clock < clock) splits.split(client, clock, behind);
  if (struct.id.clock + struct.length > end) splits.split(client, end, behind);
  if (comeTogether(structs[at - 1], struct)) splits.move(behind);
  if (comeTogether(struct, structs[at + 1])) splits.move(behind);
  return true;
};

/** Whether Yjs makes one struct of two once both are deleted. Those of the update have no place yet, so they may. */
const comeTogether = (one: Struct | undefined, next: Struct | undefined): boolean =>
  one instanceof Y.Item &&
  next instanceof Y.Item &&
  (one.right === next || one.right === null) &&
  Y.compareIDs(next.origin, one.lastId) &&
  Y.compareIDs(one.rightOrigin, next.rightOrigin);
