import * as Y from 'yjs';
import { checkDeletes } from './check-deletes.ts';
import { decodeUpdate, indexAt, type Decoded, type Run, type Struct } from './decode-update.ts';
import { formatRules } from './formats.ts';
import { FOUNDER, foundingLength } from './founding.ts';
import { ItemPlaces } from './item-place.ts';
import { kindOfKey, rolesOfRoot } from './layout.ts';
import type { RoomKind } from './rooms.ts';
import { SplitCount } from './split-count.ts';
import { updateLimits, type UpdateLimits } from './update-limits.ts';
import { askAgain, refuse, RefusedUpdate, type Missing } from './update-refusal.ts';

export type { Missing } from './update-refusal.ts';

/**
 * Largest run of deleted content one struct may claim: a few bytes could use a client's clock up. Yjs puts what one window deleted on end
 * into one struct, so an honest run is as long as all that a window ever typed or pasted and took back.
 */
const MAX_RUN = 100_000_000;

/** What the document has of a client (`from`), and would have with the update (`to`). */
export type NewStructs = { from: number; to: number };
/** `steps`: what judging and applying it costs at most, beside the walk over what others inserted at the same places; about a microsecond each. */
export type Verdict = { steps: number } & (
  | {
      ok: true;
      /** The ids that bring new structs. */
      clients: Map<number, NewStructs>;
      /** The document has all of it already, deletions included. */
      idle: boolean;
      /** Structs that the document will have more, at most. */
      grows: number;
    }
  /** `missing`: it builds on something the document does not have; ask again instead of refusing, once it has that. */
  | { ok: false; why: string; missing?: Missing }
);

/**
 * Judges an update for a room before anything of it is applied: one unknown thing refuses all of it. `doc` is not changed and
 * must have nothing pending. A struct may start below the known clock (that part is skipped, as Yjs does). Takes time with the size of the
 * update and, at most once, with that of the document.
 */
export const checkUpdate = (
  doc: Y.Doc,
  update: Uint8Array,
  kind: RoomKind,
  from: keyof typeof updateLimits = 'connection',
): Verdict => {
  let check: UpdateCheck | null = null;
  const steps = (): number => Math.ceil(update.length / 64) + (check?.steps ?? 0);
  try {
    check = new UpdateCheck(doc, kind, decodeUpdate(doc, update, updateLimits[from]), updateLimits[from]);
    return { ...check.verdict(), steps: steps() };
  } catch (reason) {
    if (!(reason instanceof RefusedUpdate)) return { ok: false, why: 'It cannot be decoded.', steps: steps() };
    const { message: why, missing } = reason;
    return { ok: false, why, steps: steps(), ...(missing && { missing }) };
  }
};

class UpdateCheck {
  readonly #doc: Y.Doc;
  readonly #kind: RoomKind;
  readonly #decoded: Decoded;
  readonly #runs: Map<number, Run>;
  readonly #places: ItemPlaces;
  readonly #splits: SplitCount;
  readonly #most: UpdateLimits;
  #newPieces = 0;
  #newRanges = 0;

  constructor(doc: Y.Doc, kind: RoomKind, decoded: Decoded, most: UpdateLimits) {
    this.#doc = doc;
    this.#kind = kind;
    this.#decoded = decoded;
    this.#runs = decoded.runs;
    this.#places = new ItemPlaces(doc, kind, decoded.runs);
    this.#splits = new SplitCount(doc, decoded.runs, most);
    this.#most = most;
  }

  get steps(): number {
    const { pieces, ranges } = this.#decoded;
    const { moves, splits } = this.#splits;
    const known = pieces + ranges / 4 + this.#places.order.steps / 64;
    return Math.ceil(known + 4 * this.#newPieces + this.#newRanges + splits / 2 + moves / 2_000);
  }

  verdict() {
    const clients = new Map<number, NewStructs>();
    for (const { client, known, end } of this.#runs.values()) {
      if (end <= known) continue;
      if (client === FOUNDER && end > foundingLength(this.#kind)) refuse('It writes as the founder of the room.');
      clients.set(client, { from: known, to: end });
    }
    if (clients.size > this.#most.clients) refuse('It has too many client ids.');
    this.#checkStructs();
    if (this.#newPieces > this.#most.newPieces) refuse('It has too many pieces.');
    this.#newRanges = checkDeletes(this.#doc, this.#decoded, this.#splits);
    if (this.#newRanges > this.#most.newRanges) refuse('It deletes in too many places.');
    const idle = clients.size === 0 && this.#newRanges === 0;
    return { ok: true as const, clients, idle, grows: this.#newPieces + this.#splits.splits };
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
      const isNew = struct.id.clock + struct.length > run.known;
      if (!(struct instanceof Y.Item)) {
        if (struct.length > MAX_RUN) refuse('A piece of it is too long.');
        if (isNew) this.#newPieces += 1;
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
      this.#splits.around(struct);
      if (!isNew) continue;
      this.#newPieces += 1;
      this.#checkItem(struct, run.known);
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

    const place = this.#places.of(item, known);
    if (place === null) return;
    if (place.role === 'text') {
      if (place.key !== null) refuse('A text has no keys.');
      if (content instanceof Y.ContentAny || content instanceof Y.ContentType) refuse('A text holds only words.');
      return;
    }
    if (place.key === null) return refuse('A value has no key.');
    const wanted = kindOfKey(place.role, place.key);
    if (!wanted) refuse('It has a key that is not known here.');
    else if ('type' in wanted) this.#places.makeType(item, place.owner, place.key, wanted.type);
    else if (content instanceof Y.ContentAny) {
      // More than one value: older ones, which Yjs keeps in one struct with the newest.
      if (!content.arr.every((value: unknown) => wanted.value.holds(value)))
        refuse(`Its ${place.key} has a value that is not known here.`);
    } else if (!(content instanceof Y.ContentDeleted)) refuse('A value is of the wrong kind.');
  }
}
