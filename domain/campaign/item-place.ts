import * as Y from 'yjs';
import { indexAt, type Run, type Struct } from './decode-update.ts';
import { kindOfKey, rolesOfRoot, typeFits, type TypeRole } from './layout.ts';
import { ListOrder } from './list-order.ts';
import type { RoomKind } from './rooms.ts';
import { refuse } from './update-refusal.ts';

/** Where an item stands: in which type (or root), in what role that type is, under which key. Null: its parent was collected, so it will be too. */
export type Place = { owner: Y.Item | string; role: TypeRole; key: string | null } | null;

/** Where the items of an update stand, and what stands there already. Items are asked for in the order in which Yjs can integrate them. */
export class ItemPlaces {
  readonly #doc: Y.Doc;
  readonly #kind: RoomKind;
  readonly #runs: ReadonlyMap<number, Run>;
  /** Of this update's own items; a neighbour's is there first. */
  readonly #places = new Map<Y.Item, Place>();
  readonly #roles = new Map<Y.Item, TypeRole>();
  /** Keys under which this update puts a new type. */
  readonly #taken = new Map<Y.Item | string, Set<string>>();
  readonly order = new ListOrder();

  constructor(doc: Y.Doc, kind: RoomKind, runs: ReadonlyMap<number, Run>) {
    this.#doc = doc;
    this.#kind = kind;
    this.#runs = runs;
  }

  /** Where a new item will stand. Refuses neighbours in different places or in the wrong order, and a known piece that goes on elsewhere. */
  of(item: Y.Item, known: number): Place {
    const place = this.#placeOf(item);
    // Yjs continues the known part of a struct where that part stands, whatever the wire says of its parent.
    if (item.id.clock < known && !samePlace(place, this.#placeInDoc(item.id.client, known - 1)))
      refuse('It continues something in another place.');
    this.#places.set(item, place);
    return place;
  }

  /** A type is made once under its key and stays: a second one there would delete the first and all its words. */
  makeType(item: Y.Item, owner: Y.Item | string, key: string, role: TypeRole): void {
    const { content } = item;
    if (!(content instanceof Y.ContentType)) return refuse('It takes away a step, a variant or a text.');
    if (!typeFits(role, content.type)) refuse('A type is of the wrong kind.');
    const inUpdate = this.#taken.get(owner) ?? new Set<string>();
    if (inUpdate.has(key) || this.#mapOf(owner)?._map.has(key)) refuse('It replaces a step, a variant or a text.');
    this.#taken.set(owner, inUpdate.add(key));
    this.#roles.set(item, role);
  }

  #find(id: Y.ID): Struct {
    const run = this.#runs.get(id.client);
    if (run && id.clock >= run.known) return run.structs[indexAt(run, id.clock)]!;
    return Y.getItem(this.#doc.store, id);
  }

  #mapOf(owner: Y.Item | string) {
    if (typeof owner === 'string') return this.#doc.share.get(owner);
    return owner.content instanceof Y.ContentType ? owner.content.type : undefined;
  }

  /** The wire names the parent only where an item has no neighbours; else it stands where they stand. */
  #placeOf(item: Y.Item): Place {
    const parent = item.parent as unknown;
    if (typeof parent === 'string') {
      const role = rolesOfRoot(this.#kind, parent);
      return role ? { owner: parent, role, key: item.parentSub } : refuse('It writes outside the room.');
    }
    if (parent instanceof Y.ID) {
      const owner = this.#find(parent);
      if (!(owner instanceof Y.Item) || owner.content instanceof Y.ContentDeleted) return null;
      const role = this.#roleOf(owner);
      return role === null ? null : { owner, role, key: item.parentSub };
    }
    const left = item.origin && this.#placeAt(item.origin);
    const right = item.rightOrigin && this.#placeAt(item.rightOrigin);
    // A collected neighbour takes the item with it.
    if ((item.origin && !left) || (item.rightOrigin && !right)) return null;
    if (!left || !right) return left ?? right;
    if (!samePlace(left, right)) refuse('Its neighbours stand in different places.');
    if (!this.#inOrder(item.origin!, item.rightOrigin!)) refuse('Its neighbours stand in the wrong order.');
    return left;
  }

  /** Whether the left neighbour stands before the right one; an item between swapped ones would land elsewhere on each replica. */
  #inOrder(left: Y.ID, right: Y.ID): boolean {
    const { store } = this.#doc;
    if (left.clock >= Y.getState(store, left.client) || right.clock >= Y.getState(store, right.client)) return true;
    const [one, other] = [Y.getItem(store, left), Y.getItem(store, right)];
    return one === other ? left.clock < right.clock : this.order.isBefore(one, other);
  }

  #placeAt(id: Y.ID): Place {
    const near = this.#find(id);
    if (!(near instanceof Y.Item)) return null;
    const own = this.#places.get(near);
    return own === undefined ? this.#placeInDoc(id.client, id.clock) : own;
  }

  #placeInDoc(client: number, clock: number): Place {
    const item = Y.getItem(this.#doc.store, Y.createID(client, clock));
    if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return null;
    const owner = item.parent._item;
    if (owner === null) {
      const root = Y.findRootTypeKey(item.parent);
      const role = rolesOfRoot(this.#kind, root);
      return role ? { owner: root, role, key: item.parentSub } : refuse('It writes outside the room.');
    }
    const role = this.#roleOf(owner);
    return role === null ? null : { owner, role, key: item.parentSub };
  }

  /** The role of the type that an item holds; null where it will be collected. */
  #roleOf(owner: Y.Item): TypeRole | null {
    const own = this.#roles.get(owner);
    if (own) return own;
    if (!(owner.content instanceof Y.ContentType)) return refuse('It writes into something that holds nothing.');
    const place = this.#places.has(owner)
      ? this.#places.get(owner)!
      : this.#placeInDoc(owner.id.client, owner.id.clock);
    if (place === null) return null;
    const wanted = place.key === null ? null : kindOfKey(place.role, place.key);
    if (!wanted || !('type' in wanted)) return refuse('It writes outside the room.');
    this.#roles.set(owner, wanted.type);
    return wanted.type;
  }
}

const samePlace = (a: Place, b: Place): boolean =>
  a === b || (a !== null && b !== null && a.owner === b.owner && a.key === b.key);
