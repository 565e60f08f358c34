import * as Y from 'yjs';
import type { RoomKind } from '../../domain/campaign/rooms.ts';
import type { StoredText } from '../store/store.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { WalkedTooFar } from '../../domain/campaign/conflict-walk.ts';
import { updateFrame } from './frame.ts';
import { scanInsertion, type Insertion } from './insertion.ts';
import { MAX_WALK, MAX_WALK_OF_ROOM, WALKED_AT_ONCE } from './room-limits.ts';
import { gatherRuns, mergeUpdates, Run, updateOfRuns } from './run.ts';
import type { Snapshot, SnapshotJob } from './snapshot.ts';
import { SyncAnswers, type Answer, type SnapshotFrame } from './sync-answers.ts';

/** Something accepted in the present turn: text that its client wrote on end, or one update as it came. */
export type Piece<From> = { from: From } & ({ run: Run } | { bytes: Uint8Array; clients: number[] });

/** Beyond this, what is stored was written before there was a limit, and each row is tried by itself. */
const MAX_WALK_READ = 1.25 * MAX_WALK_OF_ROOM;
/** What a struct costs that a document is made of, in steps. */
const A_STRUCT = 4;
/** Client ids of a document that cost one step at each update: Yjs goes over all of them before it applies one and after. */
const CLIENTS_OF_A_STEP = 5;

/**
 * Thrown where what is stored, or was taken, does not apply. The document is gone then, and is read afresh. `about`: what the store gave;
 * something taken in the present turn, it is not known what; or the very update that was just to be taken.
 */
export class Unreadable extends Error {
  readonly about: 'stored' | 'the turn' | 'this update';
  constructor(message: string, about: Unreadable['about'], cause?: unknown) {
    super(message, { cause });
    this.about = about;
  }
}

/**
 * A room's text in memory: the bytes as they are stored, and a Y.Doc only once something needs one, since that takes eleven times the
 * room. It moves in turns: what is taken is judged by what comes after it, and is either kept by `commit` or undone by `rollback`.
 */
export class Replica<From> {
  readonly kind: RoomKind;
  #number: number;
  readonly #numberRead: number;
  #covers: number;
  #snapshot: SnapshotFrame | null;
  #tail: { number: number; bytes: Uint8Array }[];
  #tailBytes: number;
  readonly #vector: Map<number, number>;
  #encoded: Uint8Array | null = null;
  readonly #answers = new SyncAnswers();
  readonly #walksFreely: boolean;
  #doc: Y.Doc | null = null;
  #docUsed = false;
  /** Of the document, at most; 0 without one. */
  #structs = 0;
  /** Steps that were walked for what is stored, since it was last written whole. */
  #walked = 0;
  /** What was done for the text since that was last asked, in steps. */
  #steps: number;

  #pieces: Piece<From>[] = [];
  /** Bytes of what was taken in the present turn. */
  #taken = 0;
  /** Pieces that are in the document already. */
  #applied = 0;
  #before: [client: number, clock: number | undefined][] = [];
  readonly #runs = new Map<number, { run: Run; from: From }>();
  /** Where an insertion of a client ended, and what stood to its right. True only while the client's clock is still the one it names. */
  readonly #tips = new Map<number, { next: number; rightClient: number; rightClock: number }>();

  constructor(kind: RoomKind, { snapshot, vector, covers, tail, number }: StoredText, eachWasTried = false) {
    this.kind = kind;
    this.#walksFreely = eachWasTried;
    this.#number = number;
    this.#numberRead = number;
    this.#covers = covers;
    this.#snapshot = snapshot && snapshotOf(snapshot);
    this.#tail = tail.map(({ number, bytes }) => ({ number, bytes }));
    this.#tailBytes = tail.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#vector = snapshot === null ? new Map() : vectorOf(snapshot, vector);
    for (const { bytes } of tail) this.#follow(bytes);
    this.#steps = tail.length + Math.ceil(this.bytes / 256);
  }

  /** Nothing was added since it was read, and no document was made. */
  get isAsRead(): boolean {
    return this.#doc === null && this.#number === this.#numberRead;
  }
  /** The newest log row. */
  get number(): number {
    return this.#number;
  }
  /** What it takes on disk and in memory, without a document. */
  get bytes(): number {
    return this.snapshotBytes + this.#tailBytes;
  }
  /** The same with what was taken in the present turn. */
  get bytesWithTaken(): number {
    return this.bytes + this.#taken;
  }
  /** What answers that are kept take in memory beside it. */
  get answersBytes(): number {
    return this.#answers.bytes;
  }
  /** Structs of the document, at most; 0 where there is none. */
  get structs(): number {
    return this.#structs;
  }
  /** Steps that were walked for what was written since the text was last written whole. */
  get walked(): number {
    return this.#walked;
  }
  /** What was done for the text since this was last asked, in steps. */
  takeSteps(): number {
    const steps = this.#steps;
    this.#steps = 0;
    return steps;
  }
  get tailLength(): number {
    return this.#tail.length;
  }
  get tailBytes(): number {
    return this.#tailBytes;
  }
  get snapshotBytes(): number {
    return this.#snapshot?.bytes.length ?? 0;
  }
  clock(client: number): number {
    return this.#vector.get(client) ?? 0;
  }
  /** Its state vector, encoded. */
  get vector(): Uint8Array {
    return (this.#encoded ??= encodeVector(this.#vector));
  }
  /** What was taken since the last commit, in order. */
  get pieces(): readonly Piece<From>[] {
    return this.#pieces;
  }

  /** The document with all that was taken. Made here if there is none yet; throws `Unreadable`. */
  get doc(): Y.Doc {
    this.#docUsed = true;
    return this.#current();
  }
  /** Whether anybody needed the document since this was last asked. */
  docWasUsed(): boolean {
    const used = this.#docUsed;
    this.#docUsed = false;
    return used;
  }

  #current(): Y.Doc {
    const doc = (this.#doc ??= this.#read());
    if (this.#applied < this.#pieces.length) {
      this.#apply(doc, mergeUpdates(this.#pieces.slice(this.#applied).map(bytesOf)), 'the turn');
      this.#applied = this.#pieces.length;
      // They are in the document as they are; what comes is a piece of its own.
      this.#runs.clear();
    }
    return doc;
  }
  get hasDoc(): boolean {
    return this.#doc !== null;
  }

  /**
   * Whether an insertion goes on where its client stopped typing, with the same neighbour to the right. Then it stands where its
   * predecessor stands, which was judged, and before that neighbour: no document is needed to see that it fits.
   */
  continues({ client, clock, continues, rightClient, rightClock }: Insertion): boolean {
    const tip = this.#tips.get(client);
    return (
      tip !== undefined &&
      continues &&
      clock === tip.next &&
      clock === this.clock(client) &&
      rightClient === tip.rightClient &&
      rightClock === tip.rightClock
    );
  }

  /** Takes an insertion that was judged. `grows`: structs that it adds, at most; none where it goes on at one. */
  takeInsertion(from: From, insertion: Insertion, grows = 0): void {
    this.#taken += insertion.text.length;
    this.#structs += grows;
    const open = this.#runs.get(insertion.client);
    if (!open || open.from !== from || !open.run.extend(insertion)) {
      const run = new Run(insertion);
      this.#runs.set(insertion.client, { run, from });
      this.#pieces.push({ from, run });
    }
    this.#move(insertion.client, insertion.next);
    this.#tips.set(insertion.client, insertion);
  }

  /** Takes any other update that was judged, and applies it; throws `Unreadable` where it does not apply after all. */
  takeUpdate(from: From, bytes: Uint8Array, clients: ReadonlyMap<number, { to: number }>, grows: number): void {
    const doc = this.doc;
    this.#structs += grows;
    this.#taken += bytes.length;
    this.#pieces.push({ from, bytes, clients: [...clients.keys()] });
    this.#applied = this.#pieces.length;
    for (const [client, { to }] of clients) this.#move(client, to);
    this.#runs.clear();
    this.#apply(doc, bytes, 'this update');
  }

  /** Brings a document that is there up to what was taken, so that what does not apply is found before the commit. */
  settleDoc(): void {
    if (this.#doc) this.#current();
  }

  /** What was taken is on disk, as rows of these numbers. */
  commit(rows: readonly { number: number; bytes: Uint8Array }[]): void {
    // A document that was not brought up to this is read afresh.
    if (this.#doc && this.#applied < this.#pieces.length) this.dropDoc();
    for (const { number, bytes } of rows) {
      this.#tail.push({ number, bytes });
      this.#tailBytes += bytes.length;
      this.#number = number;
    }
    this.#endTurn();
    if (rows.length > 0) this.#answers.changed();
  }

  /** What was taken is gone again. */
  rollback(): void {
    for (const [client, clock] of this.#before.reverse())
      if (clock === undefined) this.#vector.delete(client);
      else this.#vector.set(client, clock);
    this.#tips.clear();
    this.#encoded = null;
    if (this.#applied > 0) this.dropDoc();
    this.#endTurn();
  }

  dropDoc(): void {
    this.#doc?.destroy();
    this.#doc = null;
    this.#applied = 0;
    this.#structs = 0;
  }

  /** Counts the structs of the document anew: what came together is one. */
  countStructs(): number {
    this.#structs = 0;
    if (this.#doc) for (const structs of this.#doc.store.clients.values()) this.#structs += structs.length;
    return this.#structs;
  }

  /** What answers a step 1. */
  answer(vector: Uint8Array): Answer {
    const from = { snapshot: this.#snapshot, tail: this.#tail, doc: this.#doc, structs: this.#structs };
    return this.#answers.answer(from, vector);
  }

  /** Everything up to the newest row, for whoever writes the next snapshot. */
  snapshotJob(): SnapshotJob {
    return {
      kind: this.kind,
      covers: this.#number,
      updates: this.#updates(),
    };
  }

  /** A snapshot was stored. */
  covered({ covers, bytes, walked }: Snapshot): void {
    this.#snapshot = snapshotOf(bytes);
    this.#walked = walked;
    this.#covers = covers;
    this.#tail = this.#tail.filter(({ number }) => number > covers);
    this.#tailBytes = this.#tail.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#answers.rewritten();
  }
  get covers(): number {
    return this.#covers;
  }

  #updates(): Uint8Array[] {
    const tail = this.#tail.map(({ bytes }) => bytes);
    return this.#snapshot ? [this.#snapshot.bytes, ...tail] : tail;
  }

  /** Moves the vector over a stored row, which must go on where the rows before it end. */
  #follow(bytes: Uint8Array): void {
    const follow = (client: number, from: number, to: number): void => {
      const clock = this.clock(client);
      if (from > clock) throw new Unreadable('a stored row goes on from one that is missing', 'stored');
      if (to > clock) this.#vector.set(client, to);
    };
    const insertion = scanInsertion(bytes);
    if (insertion) return follow(insertion.client, insertion.clock, insertion.next);
    for (const [client, { from, to }] of rangesOf(bytes)) follow(client, from, to);
  }

  #move(client: number, next: number): void {
    const before = this.#vector.get(client);
    this.#before.push([client, before]);
    if (before === undefined || before < next) this.#vector.set(client, next);
    this.#encoded = null;
  }

  #endTurn(): void {
    this.#pieces = [];
    this.#taken = 0;
    this.#applied = 0;
    this.#before = [];
    this.#runs.clear();
  }

  #read(): Y.Doc {
    const doc = new Y.Doc();
    try {
      this.#walked = applyAsIs(doc, gatherRuns(this.#updates()), null, this.#walksFreely ? Infinity : MAX_WALK_READ);
    } catch (error) {
      doc.destroy();
      if (error instanceof WalkedTooFar) this.#steps += MAX_WALK_READ / WALKED_AT_ONCE;
      throw new Unreadable('what is stored does not apply', 'stored', error);
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      doc.destroy();
      throw new Unreadable('what is stored has a gap', 'stored');
    }
    for (const structs of doc.store.clients.values()) this.#structs += structs.length;
    this.#steps += A_STRUCT * this.#structs + Math.ceil(this.#walked / WALKED_AT_ONCE);
    return doc;
  }

  #apply(doc: Y.Doc, bytes: Uint8Array, about: Unreadable['about']): void {
    const limit = Math.min(MAX_WALK, Math.max(0, MAX_WALK_OF_ROOM - this.#walked));
    this.#steps += Math.floor(doc.store.clients.size / CLIENTS_OF_A_STEP);
    try {
      const walked = applyAsIs(doc, [bytes], null, limit);
      this.#walked += walked;
      this.#steps += Math.ceil(walked / WALKED_AT_ONCE);
    } catch (error) {
      this.dropDoc();
      if (error instanceof WalkedTooFar) this.#steps += Math.ceil(limit / WALKED_AT_ONCE);
      throw new Unreadable('an update did not apply', about, error);
    }
    if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return;
    this.dropDoc();
    throw new Unreadable('an update left something pending', about);
  }
}

const vectorOf = (snapshot: Uint8Array, vector: Uint8Array | null): Map<number, number> => {
  try {
    return Y.decodeStateVector(vector ?? Y.encodeStateVectorFromUpdate(snapshot));
  } catch (error) {
    throw new Unreadable('a stored snapshot cannot be read', 'stored', error);
  }
};

/** The clocks that an update goes over, by client. */
const rangesOf = (bytes: Uint8Array): Map<number, { from: number; to: number }> => {
  try {
    const { from, to } = Y.parseUpdateMeta(bytes);
    return new Map([...to].map(([client, next]) => [client, { from: from.get(client) ?? 0, to: next }]));
  } catch (error) {
    throw new Unreadable('a stored row cannot be read', 'stored', error);
  }
};

/** A piece as an update. */
export const bytesOf = (piece: Piece<unknown>): Uint8Array =>
  'run' in piece ? updateOfRuns([piece.run])! : piece.bytes;

/** Pieces as one update for a reader who has what came before them. */
export const updateOfPieces = (pieces: readonly Piece<unknown>[]): Uint8Array => {
  const runs = pieces.flatMap((piece) => ('run' in piece ? [piece.run] : []));
  return (runs.length === pieces.length ? updateOfRuns(runs) : null) ?? mergeUpdates(pieces.map(bytesOf));
};

const snapshotOf = (bytes: Uint8Array): SnapshotFrame => {
  const frame = updateFrame(bytes);
  return { bytes: frame.subarray(frame.length - bytes.length), frame };
};

const encodeVector = (vector: Map<number, number>): Uint8Array => Y.encodeStateVector(vector);
