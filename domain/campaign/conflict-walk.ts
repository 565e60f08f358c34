import * as Y from 'yjs';
import { firstOf } from './list-order.ts';

/**
 * Where several people inserted at one place without knowing of each other, Yjs walks from each new item over the items that stand there
 * already, and puts each of them into two sets (`Item.integrate`, src/structs/Item.js 425-490 in 13.6.33). A few kilobytes made for it cost
 * minutes, again at every load. Here the same walk is made first: without the sets, some ten times faster, and counted. Yjs then finds the
 * item between neighbours that touch and has nothing to walk. conflict-walk.test.ts fails where Yjs changes that method.
 *
 * The method is replaced once and does nothing more while nobody counts: exchanging a prototype's method for each update would make V8
 * throw away what it compiled for all of Yjs.
 */
let counting = false;
let steps = 0;
let most = 0;

/** A step over an item that has to be looked up costs as much as so many others. */
const LOOKUP = 16;

/** Thrown out of the middle of an update: its document is half changed and must be dropped. */
export class WalkedTooFar extends Error {}

/**
 * Applies updates in `work`. Returns how many steps were walked (about ten nanoseconds each); throws `WalkedTooFar` above `limit`.
 */
export const walkAtMost = (limit: number, work: () => void): number => {
  const outer = { counting, steps, most };
  [counting, steps, most] = [true, 0, limit];
  try {
    work();
    return steps;
  } finally {
    ({ counting, steps, most } = outer);
  }
};

const step = (cost: number): void => {
  if ((steps += cost) > most) throw new WalkedTooFar('too many items stand at one place');
};

const integrate = Reflect.get(Y.Item.prototype, 'integrate');
Y.Item.prototype.integrate = function (this: Y.Item, transaction: Y.Transaction, offset: number): void {
  const { store } = transaction.doc;
  if (!counting || (offset > 0 && !goOn(this, store, offset))) return integrate.call(this, transaction, offset);
  if (this.parent instanceof Y.AbstractType && !touch(this)) place(this, this.parent, store);
  integrate.call(this, transaction, 0);
};

/** Leaves out what the document has of an item already, as Yjs does; false where that was collected. */
const goOn = (item: Y.Item, store: Y.Doc['store'], offset: number): boolean => {
  const last = store.clients.get(item.id.client)?.at(-1);
  if (!(last instanceof Y.Item)) return false;
  item.id.clock += offset;
  item.left = last;
  item.origin = last.lastId;
  item.content = item.content.splice(offset);
  item.length -= offset;
  return true;
};

/** Whether nothing stands between an item's neighbours. */
const touch = ({ left, right }: Y.Item): boolean =>
  left === null ? right !== null && right.left === null : left.right === right;

/** Moves an item's neighbours to where Yjs would put it. */
const place = (item: Y.Item, parent: Y.AbstractType<unknown>, store: Y.Doc['store']): void => {
  const { origin, rightOrigin, id, right: end } = item;
  // Yjs goes to the first one under a key once more.
  const first = item.left === null ? firstOf(parent, item.parentSub, () => step(2)) : item.left.right;
  let { left } = item;
  /** Items before this one are no longer in conflict. */
  let settled = 0;
  let places: Map<Y.Item | Y.GC, number> | null = null;
  let at = 0;
  for (let other = first; other !== null && other !== end; other = other.right, at += 1) {
    step(1);
    places?.set(other, at);
    if (Y.compareIDs(origin, other.origin)) {
      if (other.id.client < id.client) {
        left = other;
        settled = at + 1;
      } else if (Y.compareIDs(rightOrigin, other.rightOrigin)) break;
      continue;
    }
    if (other.origin === null) break;
    let before: number | undefined;
    // Most often an item was put behind the one that still stands before it.
    if (at > 0 && holds(other.left, other.origin)) before = at - 1;
    else {
      step(LOOKUP);
      places ??= numbered(first, other);
      before = places.get(Y.getItem(store, other.origin));
    }
    if (before === undefined) break;
    if (before < settled) {
      left = other;
      settled = at + 1;
    }
  }
  item.left = left;
  item.right = left === null ? first : left.right;
};

const holds = (item: Y.Item | null, { client, clock }: Y.ID): boolean =>
  item !== null && item.id.client === client && item.id.clock <= clock && clock < item.id.clock + item.length;

/** Items by how far they stand behind the first, up to one of them. */
const numbered = (first: Y.Item | null, last: Y.Item): Map<Y.Item | Y.GC, number> => {
  const places = new Map<Y.Item | Y.GC, number>();
  for (let item = first; item !== null; item = item === last ? null : item.right) places.set(item, places.size);
  return places;
};
