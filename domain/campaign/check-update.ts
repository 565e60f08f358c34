import { createDecoder, hasContent, readVarUint, type Decoder } from 'lib0/decoding';
import * as Y from 'yjs';
import { FOUNDER, foundingLength } from './founding.ts';
import { kindOfKey, rolesOfRoot, typeFits } from './layout.ts';
import type { TypeRole } from './layout.ts';
import type { RoomKind } from './rooms.ts';
import { formatRules } from './formats.ts';

/**
 * Largest run of deleted content one struct may claim, and how far a client's clock may go: a few bytes could use it up. Yjs puts what one
 * window deleted on end into one struct, so an honest run is as long as all that a window ever typed or pasted and took back.
 */
const MAX_RUN = 100_000_000;
const MAX_CLOCK = 2 ** 31;
const MAX_CLIENT = 2 ** 32 - 1;
/** Client ids one update may bring something new of. */
const MAX_CLIENTS = 20_000;
/** Structs of one update. */
const MAX_PIECES = 200_000;
/** Deleted ranges of one update: whoever comes back repeats all that the room ever deleted. A full room has no more than half of these. */
const MAX_RANGES = 500_000;
/** Items an update may make us walk over to see that neighbours stand in order; Yjs walks them again, more slowly. */
const MAX_HOPS = 1_000_000;

/** What the document has of a client (`from`), and would have with the update (`to`). */
export type NewStructs = { from: number; to: number };
export type Verdict =
  /** `clients`: the ids that bring new structs. `idle`: the document has all of it already, deletions included. */
  | { ok: true; clients: Map<number, NewStructs>; idle: boolean }
  /** `missing`: it builds on something the document does not have; ask again instead of refusing, once it has that. */
  | { ok: false; why: string; missing?: Missing };

/** A client must have written up to `next` (not included). Infinity: nothing that comes can help. */
export type Missing = { client: number; next: number };

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
/** All structs of one client in the update, by ascending clock without gaps. */
type Run = { client: number; known: number; end: number; structs: Struct[]; next: number };
/** Where an item stands: in which type (or root), in what role that type is, under which key. Null: its parent was collected, so it will be too. */
type Place = { owner: Y.Item | string; role: TypeRole; key: string | null } | null;

class Refused {
  readonly why: string;
  readonly missing: Missing | null;
  constructor(why: string, missing: Missing | null = null) {
    this.why = why;
    this.missing = missing;
  }
}

/**
 * What an update may be made of. Of one connection: no more than a laptop brings that was away for weeks. Of the room itself, as a laptop
 * gets it from the server or keeps it: whatever years of writing made of it, or nobody could open it any more.
 */
const sizes = {
  connection: { clients: MAX_CLIENTS, pieces: MAX_PIECES, ranges: MAX_RANGES, hops: MAX_HOPS },
  room: { clients: Infinity, pieces: Infinity, ranges: Infinity, hops: Infinity },
};

/**
 * Judges an update for a room before anything of it is applied: one unknown thing refuses all of it. `doc` is not changed and
 * must have nothing pending. A struct may start below the known clock (that part is skipped, as Yjs does).
 */
export const checkUpdate = (
  doc: Y.Doc,
  update: Uint8Array,
  kind: RoomKind,
  from: keyof typeof sizes = 'connection',
): Verdict => {
  try {
    return new Check(doc, update, kind, sizes[from]).verdict();
  } catch (reason) {
    if (!(reason instanceof Refused)) return { ok: false, why: 'It cannot be decoded.' };
    return reason.missing ? { ok: false, why: reason.why, missing: reason.missing } : { ok: false, why: reason.why };
  }
};

const refuse: (why: string) => never = (why) => {
  throw new Refused(why);
};
const askAgain: (why: string, missing: Missing) => never = (why, missing) => {
  throw new Refused(why, missing);
};

let read: Decoder | null = null;
/** Keeps what Yjs reads from, to see whether it came to the end. */
class KeptDecoder extends Y.UpdateDecoderV1 {
  constructor(decoder: Decoder) {
    super(decoder);
    read = decoder;
  }
}
/** Yjs does not look at what follows an update: megabytes of it would be taken for nothing new. */
const decodeWhole = (update: Uint8Array): ReturnType<typeof Y.decodeUpdate> => {
  const decoded = Y.decodeUpdateV2(update, KeptDecoder);
  if (!read || hasContent(read)) refuse('It has bytes after its end.');
  return decoded;
};

class Check {
  readonly #doc: Y.Doc;
  readonly #kind: RoomKind;
  readonly #runs = new Map<number, Run>();
  readonly #deletes: ReturnType<typeof Y.decodeUpdate>['ds'];
  /** Places of this update's own items, filled in the order in which Yjs can integrate them, so a neighbour's is there first. */
  readonly #places = new Map<Y.Item, Place>();
  readonly #roles = new Map<Y.Item, TypeRole>();
  /** Keys under which this update puts a new type. */
  readonly #taken = new Map<Y.Item | string, Set<string>>();
  readonly #most: (typeof sizes)['room'];
  #hops = 0;

  constructor(doc: Y.Doc, update: Uint8Array, kind: RoomKind, most: (typeof sizes)['room']) {
    this.#most = most;
    this.#doc = doc;
    this.#kind = kind;
    const { structs, ds } = decodeWhole(update);
    this.#deletes = ds;
    let ranges = 0;
    for (const each of ds.clients.values()) ranges += each.length;
    if (structs.length > most.pieces || ranges > most.ranges) refuse('It has too many pieces.');
    let run: Run | undefined;
    for (const struct of structs) {
      if (struct instanceof Y.Skip) askAgain('It has a gap.', { client: struct.id.client, next: Infinity });
      const { client, clock } = struct.id;
      if (struct.length < 1) refuse('A piece of it has no length.');
      if (client > MAX_CLIENT) refuse('A client id is too large.');
      if (run?.client !== client) {
        if (this.#runs.has(client)) refuse('A client stands in it twice.');
        run = { client, known: Y.getState(doc.store, client), end: clock, structs: [], next: 0 };
        if (clock > run.known) askAgain('Something before it is missing.', { client, next: clock });
        this.#runs.set(client, run);
      }
      run.end = clock + struct.length;
      if (run.end > MAX_CLOCK) refuse('A clock jumps too far.');
      run.structs.push(struct);
    }
    // Yjs keeps only the last of two blocks of one client and would leave the rest pending.
    if (readVarUint(createDecoder(update)) !== this.#runs.size) refuse('A client stands in it twice.');
  }

  verdict(): Verdict {
    const clients = new Map<number, NewStructs>();
    for (const { client, known, end } of this.#runs.values()) {
      if (end <= known) continue;
      if (client === FOUNDER && end > foundingLength(this.#kind)) refuse('It writes as the founder of the room.');
      clients.set(client, { from: known, to: end });
    }
    if (clients.size > this.#most.clients) refuse('It has too many client ids.');
    this.#checkStructs();
    const deletes = this.#checkDeletes();
    return { ok: true, clients, idle: clients.size === 0 && !deletes };
  }

  /** Every new struct, each after what it builds on; structs that wait for each other in a circle are never reached. */
  #checkStructs(): void {
    if (this.#runs.size === 1) {
      for (const run of this.#runs.values()) this.#advance(run);
      for (const run of this.#runs.values())
        if (run.next < run.structs.length) askAgain('It builds on itself.', { client: run.client, next: Infinity });
      return;
    }
    const waiting = new Map<Struct, Run[]>();
    const ready = [...this.#runs.values()];
    for (let run = ready.pop(); run; run = ready.pop()) {
      const from = run.next;
      const needed = this.#advance(run);
      if (needed) {
        const others = waiting.get(needed);
        if (others) others.push(run);
        else waiting.set(needed, [run]);
      }
      if (waiting.size > 0)
        for (const done of run.structs.slice(from, run.next)) {
          const freed = waiting.get(done);
          if (!freed) continue;
          waiting.delete(done);
          ready.push(...freed);
        }
    }
    if (waiting.size > 0) refuse('Pieces of it wait for each other.');
  }

  /** Checks a run's structs until one needs a struct of another run that was not reached yet; returns that one. */
  #advance(run: Run): Struct | null {
    for (; run.next < run.structs.length; run.next += 1) {
      const struct = run.structs[run.next]!;
      if (!(struct instanceof Y.Item)) {
        if (struct.length > MAX_RUN) refuse('A piece of it is too long.');
        continue;
      }
      // Yjs resolves the neighbours of known structs, too, before it skips them.
      const parent = struct.parent as unknown;
      if (typeof parent === 'string' && !rolesOfRoot(this.#kind, parent)) refuse('It writes outside the room.');
      const needed =
        this.#unreached(struct, struct.origin) ??
        this.#unreached(struct, struct.rightOrigin) ??
        (parent instanceof Y.ID ? this.#unreached(struct, parent) : null);
      if (needed) return needed;
      if (struct.id.clock + struct.length > run.known) this.#checkItem(struct, run.known);
    }
    return null;
  }

  #unreached(struct: Y.Item, id: Y.ID | null): Struct | null {
    if (id === null) return null;
    // Yjs does not look at this one: it would throw in the middle and leave half of the update applied.
    if (id.client === struct.id.client) return id.clock < struct.id.clock ? null : refuse('It builds on itself.');
    const run = this.#runs.get(id.client);
    const known = run?.known ?? Y.getState(this.#doc.store, id.client);
    if (id.clock < known) return null;
    if (!run || id.clock >= run.end)
      return askAgain('Something it builds on is missing.', { client: id.client, next: id.clock + 1 });
    const at = indexAt(run, id.clock);
    return at < run.next ? null : run.structs[at]!;
  }

  #find(id: Y.ID): Struct {
    const run = this.#runs.get(id.client);
    if (run && id.clock >= run.known) return run.structs[indexAt(run, id.clock)]!;
    return Y.getItem(this.#doc.store, id);
  }

  #checkItem(item: Y.Item, known: number): void {
    const { content } = item;
    if (content instanceof Y.ContentDeleted) {
      if (item.length > MAX_RUN) refuse('A piece of it is too long.');
    } else if (content instanceof Y.ContentFormat) {
      const rule = formatRules.get(content.key);
      if (!rule) refuse('It has a format that is not known here.');
      else if (content.value !== null && !rule(content.value))
        refuse(`It has a ${content.key} that is not known here.`);
    } else if (
      !(content instanceof Y.ContentString || content instanceof Y.ContentAny || content instanceof Y.ContentType)
    )
      refuse('It has content of a kind that is not known here.');

    const place = this.#placeOf(item);
    // Yjs continues the known part of a struct where that part stands, whatever the wire says of its parent.
    if (item.id.clock < known && !samePlace(place, this.#placeInDoc(item.id.client, known - 1)))
      refuse('It continues something in another place.');
    this.#places.set(item, place);
    if (place === null) return;
    if (place.role === 'text') {
      if (place.key !== null) refuse('A text has no keys.');
      if (content instanceof Y.ContentAny || content instanceof Y.ContentType) refuse('A text holds only words.');
      return;
    }
    if (place.key === null) return refuse('A value has no key.');
    const wanted = kindOfKey(place.role, place.key);
    if (!wanted) refuse('It has a key that is not known here.');
    else if ('type' in wanted) this.#checkType(item, place.owner, place.key, wanted.type);
    else if (content instanceof Y.ContentAny) {
      // More than one value: older ones, which Yjs keeps in one struct with the newest.
      if (!content.arr.every((value: unknown) => wanted.value.holds(value)))
        refuse(`Its ${place.key} has a value that is not known here.`);
    } else if (!(content instanceof Y.ContentDeleted)) refuse('A value is of the wrong kind.');
  }

  /** A type is made once under its key and stays: a second one there would delete the first and all its words. */
  #checkType(item: Y.Item, owner: Y.Item | string, key: string, role: TypeRole): void {
    const { content } = item;
    if (!(content instanceof Y.ContentType)) return refuse('It takes away a step, a variant or a text.');
    if (!typeFits(role, content.type)) refuse('A type is of the wrong kind.');
    const inUpdate = this.#taken.get(owner) ?? new Set<string>();
    if (inUpdate.has(key) || this.#mapOf(owner)?._map.has(key)) refuse('It replaces a step, a variant or a text.');
    this.#taken.set(owner, inUpdate.add(key));
    this.#roles.set(item, role);
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
    const last = Y.getItem(store, right);
    let at: Struct | null = Y.getItem(store, left);
    if (at === last) return left.clock < right.clock;
    // Yjs walks the same way when it integrates the item.
    for (; at instanceof Y.Item && at !== last; at = at.right)
      if ((this.#hops += 1) > this.#most.hops) refuse('Its pieces stand too far from their neighbours.');
    return at === last;
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

  /** Whether anything is deleted that was not; refuses where that is a type. */
  #checkDeletes(): boolean {
    let news = false;
    for (const [client, ranges] of this.#deletes.clients) {
      const run = this.#runs.get(client);
      const known = run?.known ?? Y.getState(this.#doc.store, client);
      const end = run ? Math.max(run.end, known) : known;
      const stored = this.#doc.store.clients.get(client) ?? [];
      let before = 0;
      for (const { clock, len } of ranges.sort((one, other) => one.clock - other.clock)) {
        if (len < 1) refuse('A piece of it has no length.');
        // Yjs puts ranges together before it sends them, and walks through each: many that overlap would stop the server.
        if (clock < before) refuse('It deletes something twice.');
        before = clock + len;
        if (clock + len > end) askAgain('It deletes something that is missing.', { client, next: clock + len });
        if (clock < known)
          for (let at = Y.findIndexSS(stored, clock); at < stored.length; at += 1) {
            const struct = stored[at]!;
            if (struct.id.clock >= clock + len) break;
            if (struct.deleted) continue;
            news = true;
            keepsTypes(struct);
          }
        if (run && clock + len > known)
          for (let at = indexAt(run, Math.max(clock, known)); at < run.structs.length; at += 1) {
            const struct = run.structs[at]!;
            if (struct.id.clock >= clock + len) break;
            keepsTypes(struct);
          }
      }
    }
    return news;
  }
}

const samePlace = (a: Place, b: Place): boolean =>
  a === b || (a !== null && b !== null && a.owner === b.owner && a.key === b.key);

const keepsTypes = (struct: object): void => {
  if (struct instanceof Y.Item && struct.content instanceof Y.ContentType)
    refuse('It takes away a step, a variant or a text.');
};

/** Index of the struct that holds a clock, which lies within the run. */
const indexAt = ({ structs }: Run, clock: number): number => {
  let low = 0;
  let high = structs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (structs[middle]!.id.clock <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
};
