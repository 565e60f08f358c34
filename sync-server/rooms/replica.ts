import * as Y from 'yjs';
import type { RoomKind } from '../../domain/campaign/rooms.ts';
import type { StoredText } from '../store/store.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { step2Frame, updateFrame } from './frame.ts';
import { scanInsertion, type Insertion } from './insertion.ts';
import { gatherRuns, mergeUpdates, NOTHING, Run, updateOfRuns } from './run.ts';
import type { SnapshotJob } from './snapshot.ts';

/** Something accepted in the present turn: text that its client wrote on end, or one update as it came. */
export type Piece<From> = { from: From } & ({ run: Run } | { bytes: Uint8Array; clients: number[] });

/** Answers to step 1 that are kept until the room changes: everybody who comes back after a restart asks the same. */
const MAX_ANSWERS = 16;
/** The largest answer that is kept, with its question, in bytes: anybody can ask in many ways for all of a large room. */
const MAX_KEPT = 256 * 1024;

/** Rows since the snapshot that a newcomer gets as they are; more of them are merged first. */
const MAX_APART = 8;

/** Thrown where what is stored, or was accepted, does not apply. The document is gone then, and is read afresh. */
export class Unreadable extends Error {
  /** It is what the store gave, not what was just taken. */
  readonly stored: boolean;
  constructor(message: string, stored: boolean, cause?: unknown) {
    super(message, { cause });
    this.stored = stored;
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
  /** As the frame that carries it, so that it is in memory once. */
  #snapshot: { bytes: Uint8Array; frame: Uint8Array } | null;
  #tail: { number: number; bytes: Uint8Array }[];
  #tailBytes: number;
  readonly #vector: Map<number, number>;
  #encoded: Uint8Array | null = null;
  #joined: { rows: number; bytes: Uint8Array } = { rows: 0, bytes: NOTHING };
  #newcomers: Uint8Array[] | null = null;
  readonly #answers = new Map<string, Uint8Array[]>();
  #doc: Y.Doc | null = null;
  #docUsed = false;

  #pieces: Piece<From>[] = [];
  /** Bytes of what was taken in the present turn. */
  #taken = 0;
  /** Pieces that are in the document already. */
  #applied = 0;
  #before: [client: number, clock: number | undefined][] = [];
  readonly #runs = new Map<number, { run: Run; from: From }>();
  /** Where an insertion of a client ended, and what stood to its right. True only while the client's clock is still the one it names. */
  readonly #tips = new Map<number, { next: number; rightClient: number; rightClock: number }>();

  constructor(kind: RoomKind, { snapshot, vector, covers, tail, number }: StoredText) {
    this.kind = kind;
    this.#number = number;
    this.#numberRead = number;
    this.#covers = covers;
    this.#snapshot = snapshot && snapshotOf(snapshot);
    this.#tail = tail.map(({ number, bytes }) => ({ number, bytes }));
    this.#tailBytes = tail.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#vector = snapshot === null ? new Map() : vectorOf(snapshot, vector);
    for (const { bytes } of tail) this.#follow(bytes);
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
      this.#apply(doc, mergeUpdates(this.#pieces.slice(this.#applied).map(bytesOf)));
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

  /** Takes an insertion that was judged. */
  takeInsertion(from: From, insertion: Insertion): void {
    this.#taken += insertion.text.length;
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
  takeUpdate(from: From, bytes: Uint8Array, clients: ReadonlyMap<number, { to: number }>): void {
    const doc = this.doc;
    this.#taken += bytes.length;
    this.#pieces.push({ from, bytes, clients: [...clients.keys()] });
    this.#applied = this.#pieces.length;
    for (const [client, { to }] of clients) this.#move(client, to);
    this.#runs.clear();
    this.#apply(doc, bytes);
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
    if (rows.length === 0) return;
    this.#newcomers = null;
    this.#answers.clear();
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
  }

  /**
   * The frames that answer a step 1. Whoever has nothing gets the snapshot as it is stored, and what came after it as step 2, so that
   * "synced" comes last; the frames are the same for everybody.
   */
  answer(vector: Uint8Array): Uint8Array[] {
    const key = Buffer.from(vector.buffer, vector.byteOffset, vector.length).toString('latin1');
    const kept = this.#answers.get(key);
    if (kept) return kept;
    const frames = vector.length === 1 && vector[0] === 0 ? this.#everything() : this.#difference(vector);
    const size = vector.length + frames.reduce((sum, { length }) => sum + length, 0);
    if (size > MAX_KEPT) return frames;
    if (this.#answers.size >= MAX_ANSWERS) this.#answers.clear();
    this.#answers.set(key, frames);
    return frames;
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
  covered(covers: number, bytes: Uint8Array): void {
    this.#snapshot = snapshotOf(bytes);
    this.#covers = covers;
    this.#tail = this.#tail.filter(({ number }) => number > covers);
    this.#tailBytes = this.#tail.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#joined = { rows: 0, bytes: NOTHING };
    this.#newcomers = null;
    this.#answers.clear();
  }
  get covers(): number {
    return this.#covers;
  }

  #updates(): Uint8Array[] {
    const tail = this.#tail.map(({ bytes }) => bytes);
    return this.#snapshot ? [this.#snapshot.bytes, ...tail] : tail;
  }

  #everything(): Uint8Array[] {
    if (!this.#newcomers) {
      const fresh = gatherRuns(this.#tail.slice(this.#joined.rows).map(({ bytes }) => bytes));
      let since = this.#joined.rows > 0 ? [this.#joined.bytes, ...fresh] : fresh;
      if (since.length > MAX_APART) {
        // Merged once; whoever comes next pays for what came since.
        this.#joined = { rows: this.#tail.length, bytes: mergeUpdates(since) };
        since = [this.#joined.bytes];
      }
      const last = step2Frame(since.pop() ?? NOTHING);
      this.#newcomers = [...(this.#snapshot ? [this.#snapshot.frame] : []), ...since.map(updateFrame), last];
    }
    return this.#newcomers;
  }

  #difference(vector: Uint8Array): Uint8Array[] {
    if (this.#doc) return [step2Frame(Y.encodeStateAsUpdate(this.#doc, vector))];
    const all = gatherRuns(this.#tail.map(({ bytes }) => bytes));
    if (this.#snapshot) all.unshift(Y.diffUpdate(this.#snapshot.bytes, vector));
    return [step2Frame(mergeUpdates(all))];
  }

  /** Moves the vector over a stored row, which must go on where the rows before it end. */
  #follow(bytes: Uint8Array): void {
    const follow = (client: number, from: number, to: number): void => {
      const clock = this.clock(client);
      if (from > clock) throw new Unreadable('a stored row goes on from one that is missing', true);
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
      applyAsIs(doc, gatherRuns(this.#updates()));
    } catch (error) {
      doc.destroy();
      throw new Unreadable('what is stored does not apply', true, error);
    }
    if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return doc;
    doc.destroy();
    throw new Unreadable('what is stored has a gap', true);
  }

  #apply(doc: Y.Doc, bytes: Uint8Array): void {
    try {
      applyAsIs(doc, [bytes]);
    } catch (error) {
      this.dropDoc();
      throw new Unreadable('an update did not apply', false, error);
    }
    if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return;
    this.dropDoc();
    throw new Unreadable('an update left something pending', false);
  }
}

const vectorOf = (snapshot: Uint8Array, vector: Uint8Array | null): Map<number, number> => {
  try {
    return Y.decodeStateVector(vector ?? Y.encodeStateVectorFromUpdate(snapshot));
  } catch (error) {
    throw new Unreadable('a stored snapshot cannot be read', true, error);
  }
};

/** The clocks that an update goes over, by client. */
const rangesOf = (bytes: Uint8Array): Map<number, { from: number; to: number }> => {
  try {
    const { from, to } = Y.parseUpdateMeta(bytes);
    return new Map([...to].map(([client, next]) => [client, { from: from.get(client) ?? 0, to: next }]));
  } catch (error) {
    throw new Unreadable('a stored row cannot be read', true, error);
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

const snapshotOf = (bytes: Uint8Array): { bytes: Uint8Array; frame: Uint8Array } => {
  const frame = updateFrame(bytes);
  return { bytes: frame.subarray(frame.length - bytes.length), frame };
};

const encodeVector = (vector: Map<number, number>): Uint8Array => Y.encodeStateVector(vector);
