import * as Y from 'yjs';
import { step2Frame, updateFrame } from './frame.ts';
import { gatherRuns, mergeUpdates, NOTHING } from './run.ts';

/** Answers to step 1 that are kept until the room changes: everybody who comes back after a restart asks the same. */
const MAX_ANSWERS = 16;
/** The largest answer that is kept, with its question, in bytes: anybody can ask in many ways for all of a large room. */
const MAX_KEPT = 256 * 1024;
/** Rows since the snapshot that a newcomer gets as they are; more of them are merged first. */
const MAX_APART = 8;

/** A snapshot as the frame that carries it, so that it is in memory once. */
export type SnapshotFrame = { bytes: Uint8Array; frame: Uint8Array };
/** What is answered from: the bytes as they are stored, and the document where there is one. */
export type AnswerFrom = {
  snapshot: SnapshotFrame | null;
  tail: readonly { bytes: Uint8Array }[];
  doc: Y.Doc | null;
  structs: number;
};
/** The frames to send, and what making them cost, in steps of about a microsecond. */
export type Answer = { frames: Uint8Array[]; steps: number };

/** Answers to step 1, shared by all who ask the same. */
export class SyncAnswers {
  #joined: { rows: number; bytes: Uint8Array } = { rows: 0, bytes: NOTHING };
  /** `bytes`: of those frames that are not the snapshot's, which is in memory anyway. */
  #newcomers: { frames: Uint8Array[]; bytes: number } | null = null;
  readonly #kept = new Map<string, Uint8Array[]>();
  #keptBytes = 0;

  /** What is kept here takes in memory, beside the text itself. */
  get bytes(): number {
    return this.#joined.bytes.length + (this.#newcomers?.bytes ?? 0) + this.#keptBytes;
  }

  /** Rows were added. */
  changed(): void {
    this.#newcomers = null;
    this.#forgetKept();
  }

  /** A snapshot took the place of rows. */
  rewritten(): void {
    this.#joined = { rows: 0, bytes: NOTHING };
    this.changed();
  }

  /**
   * The frames that answer a step 1. Whoever has nothing gets the snapshot as it is stored, and what came after it as step 2, so that
   * "synced" comes last; the frames are the same for everybody.
   */
  answer(from: AnswerFrom, vector: Uint8Array): Answer {
    if (vector.length === 1 && vector[0] === 0) return this.#everything(from);
    const key = Buffer.from(vector.buffer, vector.byteOffset, vector.length).toString('latin1');
    const kept = this.#kept.get(key);
    if (kept) return { frames: kept, steps: 1 };
    const answer = this.#difference(from, vector);
    const size = vector.length + sizeOf(answer.frames);
    if (size > MAX_KEPT) return answer;
    if (this.#kept.size >= MAX_ANSWERS) this.#forgetKept();
    this.#kept.set(key, answer.frames);
    this.#keptBytes += size;
    return answer;
  }

  #forgetKept(): void {
    this.#kept.clear();
    this.#keptBytes = 0;
  }

  #everything({ snapshot, tail }: AnswerFrom): Answer {
    if (this.#newcomers) return { frames: this.#newcomers.frames, steps: 1 };
    const fresh = gatherRuns(tail.slice(this.#joined.rows).map(({ bytes }) => bytes));
    let since = this.#joined.rows > 0 ? [this.#joined.bytes, ...fresh] : fresh;
    if (since.length > MAX_APART) {
      // Merged once; whoever comes next pays for what came since.
      this.#joined = { rows: tail.length, bytes: mergeUpdates(since) };
      since = [this.#joined.bytes];
    }
    const last = step2Frame(since.pop() ?? NOTHING);
    const own = [...since.map(updateFrame), last];
    const frames = snapshot ? [snapshot.frame, ...own] : own;
    this.#newcomers = { frames, bytes: sizeOf(own) };
    return { frames, steps: fresh.length + Math.ceil((sizeOf(fresh) + last.length) / 128) };
  }

  #difference({ snapshot, tail, doc, structs }: AnswerFrom, vector: Uint8Array): Answer {
    if (doc) {
      const difference = Y.encodeStateAsUpdate(doc, vector);
      const steps = Math.ceil(structs / 4 + (vector.length + difference.length) / 128);
      return { frames: [step2Frame(difference)], steps };
    }
    const all = gatherRuns(tail.map(({ bytes }) => bytes));
    if (snapshot) all.unshift(Y.diffUpdate(snapshot.bytes, vector));
    const steps = tail.length + Math.ceil(((snapshot?.bytes.length ?? 0) + 2 * sizeOf(all) + vector.length) / 64);
    return { frames: [step2Frame(mergeUpdates(all))], steps };
  }
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);
